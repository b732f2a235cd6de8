package org.periodclose.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.ledger.CompanyParameter;
import org.periodclose.core.ledger.FiscalPeriod;
import org.periodclose.core.ledger.ParameterChange;
import org.periodclose.core.ledger.Run;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.settlement.AdjustmentMethod;
import org.periodclose.core.settlement.ReceiptPlace;
import org.periodclose.core.settlement.TypedAnswer;
import org.periodclose.database.TestDatabase;
import org.periodclose.run.SmallCompany;
import org.periodclose.view.AmountsTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The desk as a surface with users of its own calls it. */
class DeskTest {
    private static final Watcher NOBODY_WATCHES = new Watcher() {
        @Override
        public void begins(String journal, long linesDone, long lines) {}

        @Override
        public void settled(long linesDone, long lines) {}
    };

    @Test
    void a_run_keeps_who_started_it_and_callers_stop_only_their_own() {
        String url = TestDatabase.freshUrl();
        SmallCompany.into(JdbcClient.create(TestDatabase.dataSource(url)));
        LocalDate date = LocalDate.of(2025, 10, 31);
        PostRequest request =
                new PostRequest("C", List.of("J"), date, null, null, null, null, false, null, false, date);
        PostRequest plan = new PostRequest("C", List.of("J"), date, null, null, null, null, true, null, false, date);
        try (Desk desk = Desk.open(
                Map.of(
                        "spring.datasource.url",
                        url.replaceFirst("[?].*", ""),
                        "spring.datasource.username",
                        "postgres"),
                null)) {
            Execution stopped = desk.execution("ben");
            Execution anna = desk.execution(" anna ");
            stopped.stop(Outcome.INTERRUPTED);
            assertThat(stopped.post(request, NOBODY_WATCHES).outcome()).isEqualTo(Outcome.INTERRUPTED);
            assertThat(anna.post(plan, NOBODY_WATCHES).planned())
                    .singleElement()
                    .extracting(planned -> planned.document().voucher().run().startedBy())
                    .isEqualTo("anna");
            assertThat(anna.post(request, NOBODY_WATCHES).runs())
                    .singleElement()
                    .extracting(Run::startedBy)
                    .isEqualTo("anna");
            CancelRequest cancel = new CancelRequest(1, null, null, null, null, false, true);
            assertThat(desk.execution().cancel(cancel, NOBODY_WATCHES).runs())
                    .singleElement()
                    .satisfies(run -> assertThat(run.startedBy()).isNotEqualTo("anna"))
                    .extracting(Run::cancels)
                    .isEqualTo(1L);
        }
    }

    @Test
    void amounts_are_typed_and_uploaded_and_companies_set_up(@TempDir Path directory) throws IOException {
        String url = TestDatabase.freshUrl();
        SmallCompany.into(JdbcClient.create(TestDatabase.dataSource(url)));
        AdjustRequest.Receipts all = new AdjustRequest.Receipts(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, null, null, false, false);
        try (Desk desk = Desk.open(
                Map.of(
                        "spring.datasource.url",
                        url.replaceFirst("[?].*", ""),
                        "spring.datasource.username",
                        "postgres"),
                null)) {
            Typing typing = desk.typing();
            String journal = typing.begin("C", null, CurrencyLayer.ACCOUNTING, null, null, null);
            typing.type("C", journal, "T1", "-7", null, null);
            typing.paste("C", journal, all, "T2", List.of("1", "2"), List.of(), List.of(), null);
            Path file = directory.resolve("template.csv");
            try (OutputStream out = Files.newOutputStream(file)) {
                AmountsTemplate.csv(
                        reader -> typing.readReceipts("C", CurrencyLayer.ACCOUNTING, all, journal, reader), out);
            }
            Files.writeString(file, Files.readString(file).replace(",-7.00,", ",\"-1,5\","));
            TypedAnswer uploaded = typing.upload("C", journal, "template.csv", file, null);
            assertThat(uploaded.stored()).isEqualTo(1);
            assertThat(uploaded.sums().net()).isEqualByComparingTo("1.50");
            assertThat(typing.totals("C", CurrencyLayer.ACCOUNTING, all, journal)
                            .amounts())
                    .isEqualByComparingTo("1.50");
            assertThat(typing.receipts("C", CurrencyLayer.ACCOUNTING, all, journal, ReceiptPlace.first(), 2)
                            .rows())
                    .extracting(row -> row.transactionId() + " " + row.amount())
                    .containsExactly("T1 -1.50", "T2 1.00");
            assertThat(typing.fill("C", journal, AdjustmentMethod.percent(BigDecimal.TEN), all, null, true)
                            .changedLines())
                    .isEqualTo(3);
            Setup setup = desk.setup();
            assertThat(setup.change("C", List.of(new ParameterChange(CompanyParameter.FOUR_EYES, "false", "true")))
                            .parameter(CompanyParameter.FOUR_EYES))
                    .isEqualTo("true");
            setup.changePeriod("C", "2025", FiscalPeriod.Status.OPEN, FiscalPeriod.Status.CLOSED);
            assertThat(setup.changes("C", null, 2))
                    .extracting(change -> change.what() + " " + change.after())
                    .containsExactly("status CLOSED", "four_eyes true");
        }
    }
}
