package org.periodclose.intake;

/** The cost objects and cost flows of inventory transactions. */
final class CostObjects {
    private CostObjects() {}

    /** Joins to a staged transaction {@code s} its company {@code c}, its item {@code i} and the dimensions {@code d} of its cost object. */
    private static final String DIMENSIONS = """
            staged_inventory_transactions s
              join company c on c.company = s.company
              join item i on i.company_id = c.id and i.item_number = s.item_number
              left join item_model_group g on g.id = i.item_model_group_id
             cross join lateral (
                   select s.site,
                          case when 'WAREHOUSE' = any (g.financial_dimensions) then s.warehouse end as warehouse,
                          case when 'BATCH' = any (g.financial_dimensions) then s.batch_number end as batch_number,
                          case when 'SERIAL' = any (g.financial_dimensions) then s.serial_number end as serial_number
                   ) d""";

    /** No code is empty; so this is null-safe equality that can be hashed. */
    private static final String SAME = """
            coalesce(o.site, '') = coalesce(%1$s.site, '')
            and coalesce(o.warehouse, '') = coalesce(%1$s.warehouse, '')
            and coalesce(o.batch_number, '') = coalesce(%1$s.batch_number, '')
            and coalesce(o.serial_number, '') = coalesce(%1$s.serial_number, '')""";

    /** The same with its cost object {@code o} and its cost flow {@code f}. */
    static final String OF_STAGED = DIMENSIONS + """

              join cost_object o on o.item_id = i.id and\s""" + SAME.formatted("d") + """

              left join cost_flow f on f.company_id = c.id and f.cost_flow = s.cost_flow""";

    static final String INSERT = """
            insert into cost_object (company_id, item_id, site, warehouse, batch_number, serial_number)
            select n.*
              from (select distinct c.id as company_id, i.id as item_id, d.*
                      from\s""" + DIMENSIONS + """

                     where s.sound) n
             where not exists (select from cost_object o where o.item_id = n.item_id and\s""" + SAME.formatted("n") + """
            )
             order by n.item_id""";

    static final String INSERT_FLOWS = """
            insert into cost_flow (company_id, cost_flow)
            select distinct c.id, s.cost_flow
              from staged_inventory_transactions s
              join company c on c.company = s.company
             where s.sound
               and s.cost_flow <> ''
               and not exists (select from cost_flow f where f.company_id = c.id and f.cost_flow = s.cost_flow)
             order by 1, 2""";
}
