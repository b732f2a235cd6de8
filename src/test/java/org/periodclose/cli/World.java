package org.periodclose.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.database.TestDatabase;
import org.periodclose.run.SmallCompany;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The small company with a folder of files; commands are typed as an operator types them, {@code $} is the folder and {@code #} what {@link #plans}. */
final class World implements AutoCloseable {
    static final String J = "J,T1,100.00;J,T2,-30.00;J,T3,-20.00;J,T4,50.00;J,T5,-50.00";
    static final String POST = "post --company C --journal J --posting-date 2025-10-31";
    private static final Map<String, String> HEADERS = Map.ofEntries(
            Map.entry(
                    "companies",
                    "company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments,four_eyes"),
            Map.entry("fiscal_periods", "company,period,start_date,end_date,status"),
            Map.entry("main_accounts", "company,main_account,name,type"),
            Map.entry("item_groups", "company,item_group,name"),
            Map.entry("items", "company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price"),
            Map.entry("posting_profiles", "company,account_type,item_code,item_relation,main_account"),
            Map.entry("charges_codes", "company,charges_code,name,offset_account"),
            Map.entry(
                    "inventory_transactions",
                    "company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,"
                            + "reporting_cost_amount,open,site,warehouse,batch_number,serial_number,inventory_account,offset_account"),
            Map.entry("adjustment_journals", "company,journal,currency_layer,description"),
            Map.entry("adjustments", "company,journal,transaction_id,amount"));
    private static final Map<String, String> SETTINGS = Map.of(
            "spring.datasource.username", "postgres", "period-close.chunk-size", "1", "period-close.threads", "1");

    final JdbcClient jdbc;
    final Path folder;
    private final String url;
    private @Nullable Connection session;
    private int exit;
    private String plan = "#";

    World(Path folder) {
        this.folder = folder;
        String whole = TestDatabase.freshUrl();
        jdbc = JdbcClient.create(TestDatabase.dataSource(whole));
        SmallCompany.into(jdbc);
        url = whole.replaceFirst("[?].*", "");
        address(url);
        SETTINGS.forEach(System::setProperty);
    }

    World address(String url) {
        System.setProperty("spring.datasource.url", url);
        return this;
    }

    World setting(String name, String value) {
        System.setProperty(name, value);
        return this;
    }

    World sql(String sql) {
        jdbc.sql(sql).update();
        return this;
    }

    /** A file of company C; rows without it, between semicolons. */
    World file(String name, String rows) {
        return text(
                name + ".csv",
                HEADERS.get(name) + "\n"
                        + Arrays.stream(rows.split(";", -1))
                                .filter(row -> !row.isEmpty())
                                .map(row -> "C," + row + "\n")
                                .collect(Collectors.joining()));
    }

    World text(String name, String content) {
        try {
            Files.writeString(folder.resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    World noFile(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    World imports() {
        return through("import $");
    }

    Capture run(String line) {
        return run(line.split(" ", -1));
    }

    private Capture run(String[] line) {
        Capture capture = new Capture();
        for (int i = 0; i < line.length; i++) {
            line[i] = line[i].replace("$", folder.toString()).replace("#", plan);
        }
        exit = capture.execute(line);
        return capture;
    }

    World through(String line) {
        Capture done = run(line);
        assertThat(exit).as("%s%n%s", line, done.err()).isIn(0, 3);
        return this;
    }

    World refused(FaultCode code, String line, String... remedy) {
        Capture refused = run(line);
        assertThat(exit)
                .as("%s%n%s", line, refused.err())
                .isEqualTo(code.outcome().exitCode());
        assertThat(refused.err().replaceAll("\\s+", " ")).contains(code.name()).contains(remedy);
        return this;
    }

    /** J is interrupted when two of its five lines are settled; what stopped it is gone. */
    World interrupted() {
        return stops(POST);
    }

    World stops(String line) {
        sql("""
                create function broken() returns trigger language plpgsql as $f$ begin raise 'pulled the plug'; end $f$;
                create trigger broken before insert on settlement for each row when (new.inventory_transaction_id >= 3)
                    execute function broken();
                """);
        refused(FaultCode.UNEXPECTED, line, "run the same command again");
        sql("drop trigger broken on settlement; drop function broken()");
        assertThat(jdbc.sql("select count(*) from posting_run where status = 'RUNNING'")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        return this;
    }

    /** The checksum that a dry run prints. */
    String checksum() {
        return checksum(POST);
    }

    private String checksum(String line) {
        String json = run(line + " --dry-run --output json").out();
        return json.replaceFirst("(?s).*\"checksum\": \"([0-9a-f]{64})\".*", "$1");
    }

    /** In later lines {@code #} is the checksum that the dry run of this one prints. */
    World plans(String line) {
        plan = checksum(line);
        return this;
    }

    String plan() {
        return plan;
    }

    /** In the name of another database user. */
    World as(String user, String line) {
        sql("""
                do $d$ begin
                    if to_regrole('walker') is null then create role walker login; grant period_close_operator to walker; end if;
                end $d$
                """);
        setting("spring.datasource.username", user);
        through(line);
        return setting("spring.datasource.username", "postgres");
    }

    /** The address is wrong: nobody answers there. */
    World away() {
        return address("jdbc:postgresql://localhost:1/nowhere");
    }

    World back() {
        return address(url);
    }

    /** Another process is at work as long as its session lives. */
    World hold(String sql) {
        try {
            session = TestDatabase.dataSource(url + "?user=postgres").getConnection();
            try (Statement statement = session.createStatement()) {
                statement.execute(sql);
            }
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    World letGo() {
        try {
            if (session != null) {
                session.close();
                session = null;
            }
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        letGo();
        System.clearProperty("spring.datasource.url");
        SETTINGS.keySet().forEach(System::clearProperty);
    }
}
