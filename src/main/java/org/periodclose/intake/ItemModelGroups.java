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
}
