package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.database.TestDatabase;

/** The whole life of journals, in both layers, says the same bytes wherever the machine stands. */
class EveryLocaleTest {
    private static final String URL = "spring.datasource.url";
    private static final String USER = "spring.datasource.username";

    private static final Map<String, String> FILES = Map.of(
            "companies.csv",
            """
                    company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments
                    C1,Test,USD,KWD,true
                    """,
            "fiscal_periods.csv",
            """
                    company,period,start_date,end_date,status
                    C1,2025-10,2025-10-01,2025-10-31,OPEN
                    """,
            "main_accounts.csv",
            """
                    company,main_account,name,type
                    C1,41,Goods,BALANCE_SHEET
                    C1,91.1,Profit,PROFIT_AND_LOSS
                    C1,91.2,Loss,PROFIT_AND_LOSS
                    """,
            "item_groups.csv",
            """
                    company,item_group,name
                    C1,GA,Group A
                    """,
            "items.csv",
            """
                    company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price
                    C1,A1,Item A1,GA,FIFO,5.00,
                    """,
            "posting_profiles.csv",
            """
                    company,account_type,item_code,item_relation,main_account
                    C1,INVENTORY,ALL,,41
                    C1,PROFIT,ALL,,91.1
                    C1,LOSS,ALL,,91.2
                    """,
            "inventory_transactions.csv",
            """
                    company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,site,warehouse,batch_number,serial_number,inventory_account,offset_account
                    C1,R1,A1,RECEIPT,10,2025-10-02,2025-10-03,50.00,15.500,true,,,,,,
                    C1,R2,A1,RECEIPT,5,2025-10-02,2025-10-03,30.00,9.300,true,,,,,,
                    """,
            "adjustment_journals.csv",
            """
                    company,journal,currency_layer,description
                    C1,J1,ACCOUNTING,prices
                    C1,J2,REPORTING,
                    """,
            "adjustments.csv",
            """
                    company,journal,transaction_id,amount
                    C1,J1,R1,10.00
                    C1,J1,R2,-3.00
                    C1,J2,R1,0.125
                    """);

    @TempDir
    private Path folder = Path.of(".");

    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void leave() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
        System.clearProperty(URL);
        System.clearProperty(USER);
    }

    @Test
    void a_machine_in_egypt_or_turkey_says_and_keeps_the_same_bytes_as_any_other() throws IOException {
        List<String> root = life(Locale.ROOT, "UTC");
        assertThat(life(Locale.forLanguageTag("ar-EG"), "Pacific/Kiritimati")).isEqualTo(root);
        assertThat(life(Locale.forLanguageTag("tr-TR"), "America/Anchorage")).isEqualTo(root);
    }

    private List<String> life(Locale locale, String zone) throws IOException {
        Locale.setDefault(locale);
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        System.setProperty(URL, TestDatabase.freshUrl().replaceFirst("[?].*", ""));
        System.setProperty(USER, "postgres");
        for (var file : FILES.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        List<String> said = new ArrayList<>();
        said.add(run(0, "import", folder.toString()));
        Files.writeString(
                folder.resolve("adjustments.csv"), "company,journal,transaction_id,amount\nC1,J1,R1,\u0661\n");
        said.add(run(4, "import", folder.toString(), "--output", "json"));
        for (String line : List.of(
                "adjust --company C1 --journal P --method amount --amount 3.35 --description proposed --output json",
                "post --company C1 --posting-date 2025-10-31 --dry-run",
                "post --company C1 --posting-date 2025-10-31 --output json",
                "post --company C1 --estimate --output csv",
                "voucher --run 1",
                "voucher --run 2 --output csv",
                "explain --run 1 --line 1 --output json",
                "explain --company C1 --transaction R1",
                "cancel --run 1 --chain",
                "cancel --run 3 --output csv",
                "runs --output csv",
                "verify --company C1 --output json",
                "report run --run 1 --format csv",
                "report adjustments --company C1 --format html",
                "report reconciliation --company C1 --as-of 2025-10-31 --format csv",
                "journals --output json")) {
            said.add(run(0, line.split(" ", -1)));
        }
        return said;
    }

    private String run(int exitCode, String... line) {
        Capture capture = new Capture();
        assertThat(capture.execute(line))
                .as(String.join(" ", line) + capture.err())
                .isEqualTo(exitCode);
        // What the database's clock says, and the hashes over it.
        return (capture.out() + capture.err())
                .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[.\\d]*(Z| UTC)?", "(time)")
                .replaceAll("(manifest|head|previous)(\" ?: ?\")[0-9a-f]{64}", "$1$2(hash)")
                .replaceAll(",[0-9a-f]{64}(?=\\R|,\\d)", ",(hash)")
                .replaceAll("(Manifest +)[0-9a-f]{12}", "$1(hash)")
                .replaceAll(",\\d+[.]\\d,(?=0,false)", ",(seconds),")
                .replaceAll("\\d+([.]\\d+)? (ms|s)\\b", "(seconds)");
    }
}
