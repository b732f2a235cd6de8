package org.periodclose.intake;

import java.util.List;

final class Items implements ImportFile {
    static final ImportFile FILE = new Items();

    private static final Format PRICE = Format.decimals(6);

    private Items() {}

    @Override
    public String name() {
        return "items.csv";
    }

    @Override
    public String noun() {
        return "item";
    }

    @Override
    public String table() {
        return "item";
    }

    @Override
    public String uniqueKey() {
        return "company_id, item_number";
    }

    @Override
    public List<String> key() {
        return List.of("company", "item_number");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.required("company", Format.CODE),
                Column.required("item_number", Format.CODE),
                Column.required("name", Format.NAME),
                Column.required("item_group", Format.CODE),
                Column.required(
                        "inventory_model",
                        Format.oneOf(
                                "FIFO",
                                "LIFO",
                                "LIFO_DATE",
                                "WEIGHTED_AVERAGE",
                                "WEIGHTED_AVERAGE_DATE",
                                "MOVING_AVERAGE",
                                "STANDARD_COST")),
                Column.optional("cost_price", PRICE),
                Column.optional("reporting_cost_price", PRICE));
    }

    @Override
    public List<Reference> references() {
        return List.of(Reference.to(Companies.FILE, "company"), Reference.to(ItemGroups.FILE, "item_group"));
    }

    @Override
    public void check(Row row) {
        refuseNegative(row, "cost_price");
        refuseNegative(row, "reporting_cost_price");
    }

    private static void refuseNegative(Row row, String column) {
        String price = row.value(column);
        if (price != null && Format.signum(price) < 0) {
            row.refuse(column, price + " is below zero", "give a price per unit of zero or more");
        }
    }

    @Override
    public String storedKeys() {
        return "select c.company, i.item_number from item i join company c on c.id = i.company_id";
    }

    @Override
    public String insert() {
        return """
               insert into item (company_id, item_number, name, item_group_id, inventory_model, cost_price, reporting_cost_price)
               select c.id, s.item_number, s.name, g.id, s.inventory_model, s.cost_price, s.reporting_cost_price
                 from staged_items s
                 join company c on c.company = s.company
                 join item_group g on g.company_id = c.id and g.item_group = s.item_group
                where s.sound
                  and not exists (select from item i where i.company_id = c.id and i.item_number = s.item_number)
                order by s.line""";
    }

    @Override
    public String update() {
        return """
               update item i
                  set name = s.name,
                      item_group_id = g.id,
                      inventory_model = s.inventory_model,
                      cost_price = s.cost_price,
                      reporting_cost_price = s.reporting_cost_price
                 from staged_items s
                 join company c on c.company = s.company
                 join item_group g on g.company_id = c.id and g.item_group = s.item_group
                where s.sound
                  and i.company_id = c.id
                  and i.item_number = s.item_number
                  and (i.name, i.item_group_id, i.inventory_model, i.cost_price, i.reporting_cost_price)
                      is distinct from (s.name, g.id, s.inventory_model, s.cost_price, s.reporting_cost_price)""";
    }
}
