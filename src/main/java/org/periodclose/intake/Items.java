package org.periodclose.intake;

import java.util.List;

final class Items extends ImportFile {
    private static final Format PRICE = Format.decimals(6);

    static final ImportFile FILE = new Items();

    private Items() {
        super(
                "items.csv",
                "item",
                Target.setUp("item", """
                        staged_items s
                          join company c on c.company = s.company
                          join item_group g on g.company_id = c.id and g.item_group = s.item_group
                          left join item_model_group m on m.company_id = c.id and m.item_model_group = s.item_model_group""")
                        .key("company_id", "c.id")
                        .key("item_number", "s.item_number")
                        .value("item_group_id", "g.id")
                        .values("name", "inventory_model", "cost_price", "reporting_cost_price")
                        .kept("item_model_group_id", "item_model_group", "m.id")
                        .where("(m.id is not null or coalesce(s.item_model_group, '') = '')"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key("item_number", Format.CODE),
                        Column.required("name", Format.NAME),
                        Column.required("item_group", Format.CODE),
                        Column.required("inventory_model", Format.INVENTORY_MODEL),
                        Column.optional("cost_price", PRICE),
                        Column.optional("reporting_cost_price", PRICE),
                        Column.later("item_model_group", Format.CODE, "")),
                Reference.to(Companies.FILE, "company"),
                Reference.to(ItemGroups.FILE, "item_group"),
                new Reference("item_model_group", ItemModelGroups.FILE, "s.item_model_group <> ''"));
    }

    @Override
    boolean isReadByValuations() {
        return true;
    }

    @Override
    List<String> beforeInsert() {
        return List.of(CostObjects.REMEMBER, CostObjects.REMEMBER_OF_ITEMS);
    }

    @Override
    List<Check> checks() {
        return List.of(
                UnfinishedValuations.of(
                        this,
                        "item_number",
                        """
                join item i on i.company_id = c.id and i.item_number = s.item_number
                  left join item_model_group g on g.id = i.item_model_group_id
                 where i.inventory_model <> s.inventory_model
                    or coalesce(g.item_model_group, '') <> coalesce(s.item_model_group, g.item_model_group, '')""",
                        "format('item \"%s\" of company \"%s\" cannot change its inventory model or its item model group now', s.item_number, s.company)"));
    }

    @Override
    void check(Row row) {
        refuseNegative(row, "cost_price");
        refuseNegative(row, "reporting_cost_price");
    }

    private static void refuseNegative(Row row, String column) {
        String price = row.value(column);
        if (price != null && Format.signum(price) < 0) {
            row.refuse(column, price + " is below zero", "give a price per unit of zero or more");
        }
    }
}
