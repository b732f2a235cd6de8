--liquibase formatted sql

--changeset period-close:018-blanks splitStatements:false
--comment: The import takes blanks off around every code. Codes that are stored with them lose them, too, where no manifest and no unfinished run rests on them.
do $$
declare
    -- Tab, line ends, space, no-break spaces, spaces of Unicode, zero-width and direction marks, byte-order mark.
    blanks constant text := E'\t\n\u000b\f\r \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff';
    code record;
begin
    -- A code that would become empty, or the twin of another, stays.
    for code in select * from (values ('company', 'company', 'id'), ('fiscal_period', 'period', 'company_id'), ('main_account', 'main_account', 'company_id'),
                                      ('item_group', 'item_group', 'company_id'), ('item', 'item_number', 'company_id'),
                                      ('charges_code', 'charges_code', 'company_id'), ('adjustment_journal', 'journal', 'company_id')) c ("table", name, company)
    loop
        execute format(
            'update period_close.%1$I t set %2$I = btrim(%2$I, $1)
              where %2$I <> btrim(%2$I, $1) and btrim(%2$I, $1) <> ''''
                and not exists (select from period_close.%1$I o where btrim(o.%2$I, $1) = btrim(t.%2$I, $1) and o.%2$I <> t.%2$I %4$s)
                and not exists (select from period_close.posting_run r where r.company_id = t.%3$I and r.status in (''RUNNING'', ''POSTED''))',
            code."table", code.name, code.company,
            case when code.company = 'id' then '' else format('and o.%1$I = t.%1$I', code.company) end)
        using blanks;
    end loop;
    update period_close.inventory_transaction t
       set transaction_id = btrim(transaction_id, blanks)
     where transaction_id <> btrim(transaction_id, blanks) and btrim(transaction_id, blanks) <> ''
       and not exists (select from period_close.inventory_transaction o
                        where o.company_id = t.company_id and btrim(o.transaction_id, blanks) = btrim(t.transaction_id, blanks) and o.id <> t.id)
       and not exists (select from period_close.settlement s where s.item_id = t.item_id and s.inventory_transaction_id = t.id)
       and not exists (select from period_close.posting_run r where r.company_id = t.company_id and r.status = 'RUNNING');
    update period_close.inventory_transaction t
       set site = nullif(btrim(site, blanks), ''), warehouse = nullif(btrim(warehouse, blanks), ''), batch_number = nullif(btrim(batch_number, blanks), ''),
           serial_number = nullif(btrim(serial_number, blanks), ''), inventory_account = nullif(btrim(inventory_account, blanks), ''),
           offset_account = nullif(btrim(offset_account, blanks), '')
     where (site, warehouse, batch_number, serial_number, inventory_account, offset_account)
           is distinct from (btrim(site, blanks), btrim(warehouse, blanks), btrim(batch_number, blanks), btrim(serial_number, blanks),
                             btrim(inventory_account, blanks), btrim(offset_account, blanks))
       and not exists (select from period_close.settlement s where s.item_id = t.item_id and s.inventory_transaction_id = t.id)
       and not exists (select from period_close.posting_run r where r.company_id = t.company_id and r.status = 'RUNNING');
end $$;
--rollback empty
