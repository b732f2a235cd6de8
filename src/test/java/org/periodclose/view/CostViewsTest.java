package org.periodclose.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.periodclose.core.costing.CostChainRequest;
import org.periodclose.core.money.CurrencyLayer;
import org.periodclose.core.money.Money;
import org.periodclose.inquiry.Books;
import org.periodclose.inquiry.CostCard;
import org.periodclose.inquiry.CostChain;
import org.periodclose.inquiry.CostCircle;
import org.periodclose.inquiry.CostKind;
import org.periodclose.inquiry.CostNode;
import org.periodclose.inquiry.CostNode.Shown;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CostViewsTest {
    private static final Books BOOKS = new Books(1, "C", "Company", CurrencyLayer.ACCOUNTING, "USD");

    private static CostNode node(int level, String amount, Shown shown, List<CostNode> parts) {
        Money money = Money.of("USD", new BigDecimal(amount));
        CostCard card = new CostCard("T-" + level, "I", "S", null, null, null, null, true, 0, null, null);
        return new CostNode(
                level + 1,
                level,
                CostKind.ISSUE,
                card,
                BigDecimal.ONE,
                money,
                BigDecimal.valueOf(100),
                BigDecimal.ONE,
                money,
                null,
                true,
                List.of(),
                null,
                null,
                null,
                1,
                shown,
                shown == Shown.CIRCLE ? 1 : null,
                shown == Shown.CIRCLE ? new CostCircle(3, 2) : null,
                parts);
    }

    private static CostChain chain(CostNode root) {
        return new CostChain(BOOKS, CostChainRequest.DEEPEST, 1_000, root);
    }

    @Test
    void the_deepest_chain_can_be_written_and_read() {
        CostNode node = node(CostChainRequest.DEEPEST, "1.00", Shown.HERE, List.of());
        for (int level = CostChainRequest.DEEPEST - 1; level >= 0; level--) {
            node = node(level, "1.00", Shown.HERE, List.of(node));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CostViews.chain(chain(node)).json(out);
        JsonNode read = JsonMapper.builder()
                .build()
                .readTree(out.toString(StandardCharsets.UTF_8))
                .get("chain");
        int levels = 0;
        while (!read.get("parts").isEmpty()) {
            read = read.get("parts").get(0);
            levels++;
        }
        assertThat(levels).isEqualTo(CostChainRequest.DEEPEST);
    }

    @Test
    void a_circle_is_named_and_a_negative_amount_has_the_word() {
        CostNode root = node(0, "-2.00", Shown.HERE, List.of(node(1, "-2.00", Shown.CIRCLE, List.of())));
        Written written = new Written();
        written.table(CostViews.chain(chain(root)));
        assertThat(written.out()).contains("└─ T-1 issue", "negative, closes circle 2 of run 3, see no. 1");
    }
}
