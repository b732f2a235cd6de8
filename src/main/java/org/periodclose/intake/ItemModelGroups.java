package org.periodclose.intake;

import java.util.List;

final class ItemModelGroups extends ImportFile {
    static final ImportFile FILE = new ItemModelGroups();

    private ItemModelGroups() {
        super(
                "item_model_groups.csv",
                "item model group",
                Target.setUp("item_model_group", "staged_item_model_groups s join company c on c.company = s.company")
                        .key("company_id", "c.id")
                        .key("item_model_group", "s.item_model_group")
                        .kept(
                                "include_physical_value",
                                "include_physical_value",
                                "coalesce(s.include_physical_value, false)")
                        .kept("fixed_receipt_price", "fixed_receipt_price", "coalesce(s.fixed_receipt_price, false)")
                        .kept("negative_stock", "negative_stock", "coalesce(s.negative_stock, true)")
                        .kept(
                                "financial_dimensions",
                                "financial_dimensions",
                                "coalesce(s.financial_dimensions, array['SITE'])")
                        .kept(
                                "reporting_inventory_model",
                                "reporting_inventory_model",
                                "nullif(s.reporting_inventory_model, '')"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key("item_model_group", Format.CODE),
                        Column.later("include_physical_value", Format.BOOLEAN, "false"),
                        Column.later("fixed_receipt_price", Format.BOOLEAN, "false"),
                        Column.later("negative_stock", Format.BOOLEAN, "true"),
                        Column.later("financial_dimensions", Format.DIMENSIONS, "{SITE}"),
                        Column.later("reporting_inventory_model", Format.INVENTORY_MODEL, "")),
                Reference.to(Companies.FILE, "company"));
    }

    @Override
    boolean isReadByValuations() {
        return true;
    }

    @Override
    List<String> beforeInsert() {
        return List.of(CostObjects.REMEMBER, CostObjects.REMEMBER_OF_GROUPS);
    }

    @Override
    List<Check> checks() {
        return List.of(
                UnfinishedValuations.of(
                        this,
                        "item_model_group",
                        """
                join item_model_group g on g.company_id = c.id and g.item_model_group = s.item_model_group
                 where (g.include_physical_value, g.fixed_receipt_price, g.negative_stock, g.financial_dimensions,
                        coalesce(g.reporting_inventory_model, ''))
                       is distinct from
                       (coalesce(s.include_physical_value, g.include_physical_value), coalesce(s.fixed_receipt_price, g.fixed_receipt_price),
                        coalesce(s.negative_stock, g.negative_stock), coalesce(s.financial_dimensions, g.financial_dimensions),
                        coalesce(s.reporting_inventory_model, g.reporting_inventory_model, ''))""",
                        "format('item model group \"%s\" of company \"%s\" cannot change now', s.item_model_group, s.company)"));
    }
}
