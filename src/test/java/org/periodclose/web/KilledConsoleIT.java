package org.periodclose.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.Patience;
import org.periodclose.UnpackedJar;
import org.periodclose.desk.ConsoleServer;
import org.periodclose.desk.ConsoleUsers;
import org.periodclose.desk.UserRole;
import org.periodclose.web.Guest.Page;

/** The console as it is shipped, killed and stopped in the middle of a posting: the run is continued, and its voucher is that of a run nobody disturbed. */
class KilledConsoleIT {
    private static final int LINES = 20_000;
    private static final Pattern OPEN = Pattern.compile("The console is open at (http://[^ ]+)/\\s");

    @TempDir
    Path directory;

    private ConsoleServer server;
    private int started;

    @BeforeEach
    void open() throws Exception {
        server = new ConsoleServer(directory.resolve("server"));
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    /** A process of the program. */
    private record Program(Process process, Path out) {
        String said() {
            try {
                return Files.readString(out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        int exitCode() throws InterruptedException {
            if (!process.waitFor(Patience.MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("it does not end: " + said());
            }
            return process.exitValue();
        }

        String address() {
            String[] address = {""};
            Patience.await().until(() -> {
                Matcher open = OPEN.matcher(said());
                assertThat(process.isAlive()).as(said()).isTrue();
                boolean is = open.find();
                address[0] = is ? open.group(1) : "";
                return is;
            });
            return address[0];
        }
    }

    private Program start(Map<String, Object> login, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(UnpackedJar.start(List.of("-Xmx512m")));
        command.addAll(List.of(arguments));
        Path out = directory.resolve(++started + ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        login.forEach((name, value) -> builder.environment()
                .put(name.toUpperCase(java.util.Locale.ROOT).replace('.', '_'), value.toString()));
        builder.environment().put("PERIOD_CLOSE_THREADS", "1");
        builder.environment().put("PERIOD_CLOSE_CHUNK_SIZE", "20");
        return new Program(builder.start(), out);
    }

    private Program serve() throws IOException {
        return start(server.consoleSettings(), "serve", "--port", String.valueOf(freePort()));
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private long number(String sql) {
        return server.as("ledger_owner").sql(sql).query(Long.class).single();
    }

    private long run(String company) {
        return number(
                "select coalesce(max(r.id), 0) from posting_run r join company c on c.id = r.company_id where c.company = '"
                        + company + "'");
    }

    private long done(String company) {
        return number("select coalesce(sum(lines_done), 0) from run_partition where run_id = " + run(company));
    }

    /** Equal companies with a long journal each, to be posted by three. */
    private void load(String company) {
        server.as("ledger_owner").sql("""
                        insert into company (company, name, accounting_currency, accounting_decimals, storno_for_inventory_adjustments)
                        values ('%1$s', 'Long', 'USD', 2, true);
                        insert into fiscal_period select id, '2025', '2025-01-01', '2025-12-31', 'OPEN' from company where company = '%1$s';
                        insert into main_account (company_id, main_account, name, type)
                        select c.id, a, a, case when a like '9%%' then 'PROFIT_AND_LOSS' else 'BALANCE_SHEET' end
                          from company c, unnest('{41,91.1,91.2}'::text[]) a where company = '%1$s';
                        insert into item_group (company_id, item_group, name) select id, 'G', 'G' from company where company = '%1$s';
                        insert into item (company_id, item_number, name, item_group_id, inventory_model)
                        select g.company_id, 'I' || n, 'I' || n, g.id, 'FIFO'
                          from item_group g join company c on c.id = g.company_id and c.company = '%1$s', generate_series(1, 50) n;
                        insert into posting_profile (company_id, account_type, item_code, main_account_id)
                        select a.company_id, t, 'ALL', a.id
                          from main_account a join company c on c.id = a.company_id and c.company = '%1$s'
                          join (values ('INVENTORY', '41'), ('PROFIT', '91.1'), ('LOSS', '91.2')) v(t, n) on n = a.main_account;
                        insert into inventory_transaction (company_id, transaction_id, item_id, kind, quantity, financial_date, cost_amount, open)
                        select i.company_id, 'T' || n, i.id, 'RECEIPT', 1, '2025-01-31', 1000, true
                          from generate_series(1, %2$d) n
                          join item i on i.item_number = 'I' || (1 + n %% 50) join company c on c.id = i.company_id and c.company = '%1$s';
                        insert into adjustment_journal (company_id, journal, currency_layer)
                        select id, 'J', 'ACCOUNTING' from company where company = '%1$s';
                        insert into adjustment
                        select j.id, t.item_id, t.id, case when substr(t.transaction_id, 2)::int %% 3 = 0 then -1 else 1 end * (1 + substr(t.transaction_id, 2)::int %% 7)
                          from adjustment_journal j join company c on c.id = j.company_id and c.company = '%1$s'
                          join inventory_transaction t on t.company_id = c.id;
                        """.formatted(company, LINES)).update();
    }

    /** What a run leaves, by natural keys. */
    private List<String> evidence(String company) {
        return server.as("ledger_owner")
                .sql("""
                select concat_ws(' ', l.line, d.main_account, c.main_account, l.amount, l.storno, l.settlements)
                  from voucher_line l join main_account d on d.id = l.debit_account_id join main_account c on c.id = l.credit_account_id
                 where l.run_id = :run
                union all
                select 'settlements ' || count(*) || ' ' || md5(string_agg(concat_ws('|', t.transaction_id, s.amount, s.storno), ';' order by t.transaction_id))
                  from settlement s join inventory_transaction t on t.id = s.inventory_transaction_id where s.run_id = :run
                union all
                select concat_ws(' ', 'run', status, planned, settlements, settled_amount, lines) from posting_run where id = :run
                union all
                select 'voucher ' || replace(voucher, :company, '') from voucher where run_id = :run
                order by 1
                """)
                .param("run", run(company))
                .param("company", company)
                .query(String.class)
                .list();
    }

    private static Guest alice(String address) {
        return Guest.signedIn(address, "alice", ConsoleServer.PASSWORD);
    }

    private static Page post(Guest guest, String company) {
        guest.get("/do/post?company=" + company);
        return guest.post(
                "/do/post",
                "once",
                "post-" + company,
                "company",
                company,
                "journal",
                "J",
                "postingDate",
                "2025-10-31",
                "updateLedger",
                "true",
                "go",
                "run");
    }

    private void awaitTheMiddle(String company) {
        Patience.await().pollInterval(20, TimeUnit.MILLISECONDS).until(() -> done(company) > 0);
        assertThat(done(company)).isLessThan(LINES);
    }

    @Test
    void what_a_killed_console_had_begun_is_continued_to_the_same_voucher() throws Exception {
        try (ConsoleUsers owner = server.asOwner()) {
            owner.add("alice", UserRole.OPERATOR, ConsoleServer.PASSWORD.toCharArray());
        }
        List.of("K1", "K2", "K3").forEach(this::load);
        server.as("ledger_owner").sql("analyze").update();
        Program first = serve();
        try {
            Guest guest = alice(first.address());
            assertThat(guest.outcome(post(guest, "K1")).text()).contains("posted");
            post(guest, "K2");
            awaitTheMiddle("K2");
        } finally {
            first.process().destroyForcibly().waitFor();
        }
        assertThat(first.exitCode()).isEqualTo(137);
        long killed = run("K2");
        long before = done("K2");
        assertThat(before).as(first.said()).isBetween(1L, LINES - 1L);

        Program second = serve();
        try {
            Guest guest = alice(second.address());
            Page page = guest.get("/runs/" + killed);
            assertThat(page.text()).contains("Continue", "Abandon");
            guest.get("/do/continue?run=" + killed);
            assertThat(guest.work("/do/continue", "once", "on", "run", Long.toString(killed), "go", "run")
                            .text())
                    .contains("posted");
            assertThat(evidence("K2")).isEqualTo(evidence("K1"));

            post(guest, "K3");
            awaitTheMiddle("K3");
            second.process().destroy();
            assertThat(second.exitCode()).as(second.said()).isEqualTo(143);
        } finally {
            second.process().destroyForcibly().waitFor();
        }
        assertThat(done("K3")).as("stopped at a checkpoint").isBetween(1L, LINES - 1L);
        Program post = start(
                Map.of(
                        "spring.datasource.url",
                        server.consoleSettings().get("spring.datasource.url"),
                        "spring.datasource.username",
                        "alice",
                        "spring.datasource.password",
                        ConsoleServer.PASSWORD),
                "post",
                "--company",
                "K3");
        assertThat(post.exitCode()).as(post.said()).isZero();
        assertThat(evidence("K3")).isEqualTo(evidence("K1"));
    }
}
