package org.periodclose.intake;

import java.util.List;

final class ItemGroups implements ImportFile {
    static final ImportFile FILE = new ItemGroups();

    private ItemGroups() {}

    @Override
    public String name() {
        return "item_groups.csv";
    }

    @Override
    public String noun() {
        return "item group";
    }

    @Override
    public String table() {
        return "item_group";
    }

    @Override
    public String uniqueKey() {
        return "company_id, item_group";
    }

    @Override
    public List<String> key() {
        return List.of("company", "item_group");
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.required("company", Format.CODE),
                Column.required("item_group", Format.CODE),
                Column.required("name", Format.NAME));
    }

    @Override
    public List<Reference> references() {
        return List.of(Reference.to(Companies.FILE, "company"));
    }

    @Override
    public String storedKeys() {
        return "select c.company, g.item_group from item_group g join company c on c.id = g.company_id";
    }

    @Override
    public String insert() {
        return """
               insert into item_group (company_id, item_group, name)
               select c.id, s.item_group, s.name
                 from staged_item_groups s
                 join company c on c.company = s.company
                where s.sound
                  and not exists (select from item_group g where g.company_id = c.id and g.item_group = s.item_group)
                order by s.line""";
    }

    @Override
    public String update() {
        return """
               update item_group g
                  set name = s.name
                 from staged_item_groups s
                 join company c on c.company = s.company
                where s.sound
                  and g.company_id = c.id
                  and g.item_group = s.item_group
                  and g.name is distinct from s.name""";
    }
}
