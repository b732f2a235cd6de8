package org.periodclose.contract.closing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.periodclose.Commands;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;
import org.periodclose.core.costing.CostChainRequest;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.desk.Desk;
import org.periodclose.view.CostViews;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cost explorer over worked companies of close-cases, for every transaction of them and each currency layer: the root is worth what the books say,
 * every line is the sum of those below it, in money and in quantity, nothing is unexplained, and what waits for a receipt has one to wait for.
 */
class CostChainTest {
    private static final Set<Integer> CASES = Set.of(16, 18, 19, 25, 26, 28, 30, 31, 32, 33, 34, 36, 39);

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static Stream<CloseCase> cases() {
        String one = System.getenv("CASE");
        return CloseCase.all().stream()
                .filter(worked -> one == null
                        ? CASES.contains(worked.number())
                        : one.equals("all") || one.equals(String.valueOf(worked.number())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void every_line_is_the_sum_of_those_below_it(CloseCase worked) {
        Books books = Books.empty();
        Commands program = InProcess.on(books.url());
        worked.run(program);
        Checks checks = new Checks(books, worked.company());
        Map<Asked, JsonNode> chains = new LinkedHashMap<>();
        try (StockDesk desk = StockDesk.open(books, 1, 1_000)) {
            asked(books, worked.company())
                    .forEach(asked -> chains.put(asked, json(desk.desk(), worked.company(), asked)));
        }
        chains.forEach(checks::check);
        assertThat(checks.wrong).isEmpty();
        assertThat(checks.sums).isPositive();
        Asked first = chains.keySet().iterator().next();
        assertThat(command(program, worked.company(), first))
                .as("as the command line has it")
                .isEqualTo(chains.get(first));
    }

    private static JsonNode command(Commands program, String company, Asked asked) {
        return program.line("explain --chain --output json --company " + company + " --transaction "
                        + asked.transaction() + " --layer " + asked.layer())
                .exited(0)
                .json()
                .get("chain");
    }

    /** A transaction in a currency layer, and what the published view says that it is worth; null: not known. */
    private record Asked(
            String transaction,
            CurrencyLayer layer,
            @Nullable String value) {}

    private static List<Asked> asked(Books books, String company) {
        return books.sql().sql("""
                        select transaction_id as transaction, currency_layer as layer, abs(value)::text as value
                          from period_close_view.inventory_value
                         where company = ?
                         order by transaction_id, currency_layer
                        """).param(company).query(Asked.class).list();
    }

    private static JsonNode json(Desk desk, String company, Asked asked) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CostViews.chain(desk.explaining()
                        .chain(CostChainRequest.of(company, asked.layer(), asked.transaction(), 200, 100_000L)))
                .json(out);
        return JSON.readTree(out.toString(StandardCharsets.UTF_8)).get("chain");
    }

    /** What is wrong with chains. */
    private static final class Checks {
        private final Books books;
        private final String company;
        private final List<String> wrong = new ArrayList<>();
        private int sums;

        Checks(Books books, String company) {
            this.books = books;
            this.company = company;
        }

        void check(Asked asked, JsonNode root) {
            String shown = root.get("value").isNull() ? null : root.get("value").asString();
            if (!Objects.equals(shown, asked.value())) {
                wrong.add(asked + " is worth something else: " + shown);
            }
            node(asked.transaction(), root, new HashSet<>());
        }

        private void node(String of, JsonNode node, Set<String> opened) {
            String name = of + ", " + node.get("node").asString() + " "
                    + node.get("kind").asString() + " " + node.get("name");
            if (node.get("kind").asString().equals("UNEXPLAINED")
                    || node.get("shown").asString().equals("LEFT_OUT")) {
                wrong.add(name + " " + node);
            }
            List<JsonNode> parts = parts(node);
            if (!parts.isEmpty()) {
                sums++;
                if (!opened.add(node.get("kind") + " " + node.get("name"))) {
                    wrong.add(name + " is followed twice");
                }
                BigDecimal sum =
                        parts.stream().map(part -> decimal(part, "amount")).reduce(BigDecimal.ZERO, BigDecimal::add);
                if (sum.compareTo(decimal(node, "value")) != 0) {
                    wrong.add(name + " is worth " + node.get("value") + ", its parts " + sum);
                }
                if (Set.of("ISSUE", "AVERAGE_LAYER", "ON_HAND_LAYER")
                        .contains(node.get("kind").asString())) {
                    BigDecimal quantity = parts.stream()
                            .filter(part -> !part.get("quantity").isNull())
                            .map(part -> decimal(part, "quantity"))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
                    if (quantity.compareTo(decimal(node, "wholeQuantity")) != 0) {
                        wrong.add(name + " is " + node.get("wholeQuantity") + ", its parts " + quantity);
                    }
                }
                parts.stream()
                        .filter(part -> part.get("kind").asString().equals("NOT_CARRIED"))
                        .filter(part -> !somethingWaits(node.get("name").asString()))
                        .forEach(part ->
                                wrong.add(name + " has all its receipts, and " + part.get("amount") + " waits"));
            }
            parts.forEach(part -> node(of, part, opened));
        }

        private boolean somethingWaits(String flow) {
            return books.sql()
                    .sql("""
                            select exists (
                                select from cost_flow f
                                  join company c on c.id = f.company_id
                                  join inventory_transaction t on t.cost_flow_id = f.id and t.kind = 'RECEIPT'
                                 where c.company = ? and f.cost_flow = ?
                                   and (takes_part(t) <= (select max(posting_date) from active_run r where r.type in ('CLOSE', 'RECALCULATION'))) is not true)
                            """)
                    .params(company, flow)
                    .query(Boolean.class)
                    .single();
        }

        private static List<JsonNode> parts(JsonNode node) {
            return StreamSupport.stream(node.get("parts").spliterator(), false).toList();
        }

        private static BigDecimal decimal(JsonNode node, String field) {
            return new BigDecimal(node.get(field).asString());
        }
    }
}
