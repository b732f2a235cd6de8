package org.periodclose.intake;

import java.util.List;

final class ItemGroups extends ImportFile {
    static final ImportFile FILE = new ItemGroups();

    private ItemGroups() {
        super(
                "item_groups.csv",
                "item group",
                Target.setUp("item_group", "staged_item_groups s join company c on c.company = s.company")
                        .key("company_id", "c.id")
                        .key("item_group", "s.item_group")
                        .values("name"),
                List.of(
                        Column.key("company", Format.CODE),
                        Column.key("item_group", Format.CODE),
                        Column.required("name", Format.NAME)),
                Reference.to(Companies.FILE, "company"));
    }
}
