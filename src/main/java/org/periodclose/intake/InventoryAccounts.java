package org.periodclose.intake;

import java.util.List;
import java.util.Locale;
import org.periodclose.intake.ImportFile.Check;
import org.periodclose.intake.ImportFile.When;

/**
 * The rules of inventory accounts: an inventory account is a BALANCE_SHEET account and is never the account of a gain, a loss or a charge.
 * Otherwise value could move from one inventory account to another, and neither would agree with its items.
 */
final class InventoryAccounts {
    private InventoryAccounts() {}

    /** The profiles as stored, with the {@code item_relation} of the file and a {@code relation} for messages. */
    private static final String STORED = """
            select p.*, coalesce(i.item_number, g.item_group, '') as item_relation,
                   case p.item_code when 'TABLE' then 'item "' || i.item_number || '"' when 'GROUP' then 'item group "' || g.item_group || '"' else 'ALL items' end
                   as relation
              from posting_profile p
              left join item i on i.id = p.item_id
              left join item_group g on g.id = p.item_group_id""";

    /** A profile of the same import is refused by its own check. */
    static final Check CHECK_OF_MAIN_ACCOUNTS = new Check(When.AT_END, String.format(Locale.ROOT, """
            select r.line,
                   'type' as column,
                   'BAD_VALUE' as code,
                   format('posting profile INVENTORY of company "%%s" for %%s has account "%%s", and takes a BALANCE_SHEET account',
                          c.company, min(p.relation), a.main_account) as what,
                   'keep the type, or give the profile another account in posting_profiles.csv of the same import' as remedy
              from retyped_main_accounts r
              join main_account a on a.id = r.id
              join company c on c.id = a.company_id
              join (%s) p on p.main_account_id = a.id and p.account_type = 'INVENTORY'
             where not exists (select from staged_posting_profiles s
                                where s.company = c.company and s.account_type = 'INVENTORY' and s.main_account = a.main_account)
             group by r.line, c.company, a.main_account
             order by r.line""", STORED));

    private static final Check BALANCE_SHEET = new Check(When.AFTER, """
            select s.line,
                   'main_account' as column,
                   'BAD_VALUE' as code,
                   format('posting profile INVENTORY takes a BALANCE_SHEET account, and "%s" of company "%s" is a %s account',
                          a.main_account, s.company, a.type) as what,
                   'give it a BALANCE_SHEET account, or correct the type of the account in main_accounts.csv' as remedy
              from staged_posting_profiles s
              join company c on c.company = s.company
              join main_account a on a.company_id = c.id and a.main_account = s.main_account
             where s.sound
               and s.account_type = 'INVENTORY'
               and a.type <> 'BALANCE_SHEET'
               and not exists (select from staged_main_accounts m
                                where m.company = s.company and m.main_account = s.main_account and m.sound is not true)
             order by s.line""");

    /** Reports the row of the gain or loss account if it is in the file, otherwise a row of the inventory account. */
    private static final Check NO_GAIN_OR_LOSS = new Check(When.AFTER, String.format(Locale.ROOT, """
            with stored as (
                select p.*, c.company, a.main_account, a.type, s.line
                  from (%s) p
                  join company c on c.id = p.company_id
                  join main_account a on a.id = p.main_account_id
                  left join staged_posting_profiles s
                         on s.sound and s.company = c.company and s.account_type = p.account_type
                        and s.item_code = p.item_code and s.item_relation = p.item_relation
            ), inventory as (
                select company, main_account, min(relation) as relation, min(line) as line
                  from stored
                 where account_type = 'INVENTORY' and type = 'BALANCE_SHEET'
                 group by company, main_account
            ), other as (
                select company, main_account, account_type, relation, line
                  from stored
                 where account_type <> 'INVENTORY' and line is not null
                union all
                select company, main_account, min(account_type), min(relation), null
                  from stored
                 where account_type <> 'INVENTORY'
                 group by company, main_account
                having bool_and(line is null)
            )
            select coalesce(o.line, i.line) as line,
                   'main_account' as column,
                   'SAME_ACCOUNT' as code,
                   format('account "%%s" of company "%%s" is the %%s account of %%s and the INVENTORY account of %%s',
                          o.main_account, o.company, o.account_type, o.relation, i.relation) as what,
                   case when o.line is not null then format('give the posting profile %%s an account that is not an inventory account', o.account_type)
                        else format('give the inventory another account, or import the posting profile %%s with another account as well',
                                    o.account_type) end as remedy
              from inventory i
              join other o on o.company = i.company and o.main_account = i.main_account
             where o.line is not null or i.line is not null
             order by 1""", STORED));

    private static final Check NO_CHARGE = new Check(When.AFTER, """
            select s.line,
                   'main_account' as column,
                   'SAME_ACCOUNT' as code,
                   format('account "%s" of company "%s" is the offset account of charges code "%s"', s.main_account, s.company, min(k.charges_code)) as what,
                   'give the inventory another account, or import the charges code with another account first' as remedy
              from staged_posting_profiles s
              join company c on c.company = s.company
              join main_account a on a.company_id = c.id and a.main_account = s.main_account
              join charges_code k on k.offset_account_id = a.id
             where s.sound
               and s.account_type = 'INVENTORY'
               and a.type = 'BALANCE_SHEET'
             group by s.line, s.main_account, s.company
             order by s.line""");

    static final List<Check> CHECKS_OF_PROFILES = List.of(BALANCE_SHEET, NO_GAIN_OR_LOSS, NO_CHARGE);

    static final Check CHECK_OF_CHARGES_CODES = new Check(When.AFTER, String.format(Locale.ROOT, """
            select s.line,
                   'offset_account' as column,
                   'SAME_ACCOUNT' as code,
                   format('account "%%s" of company "%%s" is the INVENTORY account of %%s', s.offset_account, s.company, min(p.relation)) as what,
                   'give the charges code an account that is not an inventory account' as remedy
              from staged_charges_codes s
              join company c on c.company = s.company
              join main_account a on a.company_id = c.id and a.main_account = s.offset_account and a.type = 'BALANCE_SHEET'
              join (%s) p on p.main_account_id = a.id and p.account_type = 'INVENTORY'
             where s.sound
             group by s.line, s.offset_account, s.company
             order by s.line""", STORED));
}
