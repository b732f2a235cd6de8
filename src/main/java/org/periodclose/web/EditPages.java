package org.periodclose.web;

import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.settlement.ReceiptPage;
import org.periodclose.core.settlement.ReceiptPlace;
import org.periodclose.core.settlement.ReceiptRow;
import org.periodclose.core.settlement.TypedAnswer;
import org.periodclose.desk.AdjustRequest;
import org.periodclose.desk.UserRole;
import org.periodclose.view.AmountsTemplate;
import org.periodclose.view.PageReader;
import org.periodclose.view.Rows;
import org.periodclose.view.TypingViews;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The table in which the amounts of a journal are typed. Each amount is stored when it is typed; the page holds some rows, whatever the company has. */
@Controller
final class EditPages {
    private static final int ROWS = 100;
    private static final List<String> SELECTION = List.of(
            "items",
            "itemGroups",
            "sites",
            "warehouses",
            "batches",
            "serials",
            "from",
            "to",
            "excludeStorno",
            "settled");

    /** A row as the table shows it: figures in the reader's writing. */
    record Row(ReceiptRow receipt, String quantity, String value, String earlier, String amount, String seen) {}

    @GetMapping("/edit")
    String edit(
            @RequestParam String company,
            @RequestParam String journal,
            @RequestParam MultiValueMap<String, String> values,
            Visit visit,
            Model model) {
        Words words = visit.words();
        Given given = new Given(values, Map.of(), words);
        var desk = visit.desk();
        var card = desk.journal(company, journal);
        AdjustRequest.Receipts selection = JournalActions.receipts(given);
        given.check();
        ReceiptPage page =
                desk.typing().receipts(company, card.currencyLayer(), selection, journal, place(given), ROWS);
        var reader = Answer.reader(words, company, null);
        model.addAttribute("title", words.of("journal", Words.shown(journal)));
        model.addAttribute("company", company);
        model.addAttribute("card", card);
        model.addAttribute(
                "rows",
                page.rows().stream().map(receipt -> row(receipt, reader)).toList());
        model.addAttribute("previous", page.previous() == null ? null : address(values, "before", page.previous()));
        model.addAttribute("next", page.next() == null ? null : address(values, "after", page.next()));
        model.addAttribute("first", address(values, "first", ""));
        List<Again.Field> selected = SELECTION.stream()
                .filter(values::containsKey)
                .map(name -> new Again.Field(name, String.join("\n", values.getOrDefault(name, List.of()))))
                .toList();
        model.addAttribute("selection", selected);
        for (String as : List.of("xlsx", "csv")) {
            model.addAttribute(as, Addresses.of(selected("/edit/template", company, journal, selected), "as", as));
        }
        model.addAttribute("compute", selected(Addresses.action("fill-journal"), company, journal, selected));
        model.addAttribute("totals", desk.typing().totals(company, card.currencyLayer(), selection, journal));
        model.addAttribute("figures", reader);
        model.addAttribute("values", values.toSingleValueMap());
        model.addAttribute(
                "mayType", visit.may(UserRole.OPERATOR) && card.status().equals("OPEN"));
        model.addAttribute(
                "wide", page.rows().stream().anyMatch(row -> row.batchNumber() != null || row.serialNumber() != null));
        return "edit";
    }

    /** An address with a journal and the selection of the page. */
    private static String selected(String path, String company, String journal, List<Again.Field> selection) {
        String address = Addresses.of(path, "company", company, "journal", journal);
        for (Again.Field field : selection) {
            address = Addresses.of(address, field.name(), field.value());
        }
        return address;
    }

    private static ReceiptPlace place(Given given) {
        String after = given.text("after");
        String before = given.text("before");
        String item = given.text("item");
        String transaction = given.text("transaction");
        if (after != null) {
            return ReceiptPlace.after(after);
        } else if (before != null) {
            return ReceiptPlace.before(before);
        } else if (transaction != null) {
            return ReceiptPlace.fromTransaction(transaction);
        } else if (item != null) {
            return ReceiptPlace.fromItem(item);
        }
        return ReceiptPlace.first();
    }

    private static Row row(ReceiptRow receipt, PageReader reader) {
        BigDecimal amount = receipt.amount();
        return new Row(
                receipt,
                reader.shown(receipt.quantity().stripTrailingZeros()),
                receipt.value() == null ? "" : reader.shown(receipt.value()),
                receipt.earlier().signum() == 0 ? "" : reader.shown(receipt.earlier()),
                amount == null ? "" : reader.shown(amount),
                amount == null ? "" : amount.toPlainString());
    }

    private static String address(MultiValueMap<String, String> values, String place, String of) {
        MultiValueMap<String, String> kept = new LinkedMultiValueMap<>(values);
        List.of("after", "before", "item", "transaction", "language").forEach(kept::remove);
        String address = "/edit";
        for (Map.Entry<String, List<String>> field : kept.entrySet()) {
            address = Addresses.of(address, field.getKey(), String.join("\n", field.getValue()));
        }
        return of.isEmpty() ? address : Addresses.of(address, place, of);
    }

    /** One amount, or several from a row on; answered for the script of the page. */
    @PostMapping("/edit/{how:type|paste}")
    void type(
            @PathVariable String how,
            @RequestParam String company,
            @RequestParam String journal,
            @RequestParam MultiValueMap<String, String> values,
            Visit visit,
            HttpServletResponse response) {
        visit.require(UserRole.OPERATOR);
        Given given = new Given(values, Map.of(), visit.words());
        var typing = visit.desk().typing();
        String transaction = given.required("transaction");
        given.check();
        TypedAnswer answer;
        if (how.equals("paste")) {
            List<String> amounts =
                    List.of(Objects.requireNonNullElse(given.raw("amounts"), "").split("\r?\n", -1));
            String rows = given.raw("rows");
            List<@Nullable BigDecimal> seen = given.allSeen();
            AdjustRequest.Receipts selection = JournalActions.receipts(given);
            given.check();
            answer = typing.paste(
                    company,
                    journal,
                    selection,
                    transaction,
                    amounts,
                    rows == null ? List.of() : List.of(rows.split("\r?\n", -1)),
                    seen,
                    visit.words().language());
        } else {
            BigDecimal seen = given.seen();
            given.check();
            answer = typing.type(
                    company,
                    journal,
                    transaction,
                    given.raw("amount"),
                    seen,
                    visit.words().language());
        }
        response.setContentType("application/json");
        Sent.whole(response, out -> TypingViews.typed(answer).json(out));
    }

    /** The open receipts of the selection, to be filled in elsewhere and sent back. */
    @GetMapping("/edit/template")
    void template(
            @RequestParam String company,
            @RequestParam String journal,
            @RequestParam MultiValueMap<String, String> values,
            @RequestParam(defaultValue = "xlsx") String as,
            Visit visit,
            HttpServletResponse response) {
        Given given = new Given(values, Map.of(), visit.words());
        var desk = visit.desk();
        var card = desk.journal(company, journal);
        AdjustRequest.Receipts selection = JournalActions.receipts(given);
        given.check();
        // Before the answer is begun, which cannot be taken back.
        desk.typing().requireJournal(company, card.currencyLayer(), journal);
        boolean csv = as.equals("csv");
        response.setContentType(
                csv ? "text/csv; charset=utf-8" : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        response.setHeader("Content-Disposition", "attachment; filename=\"amounts." + (csv ? "csv" : "xlsx") + "\"");
        Rows<ReceiptRow> receipts =
                reader -> desk.typing().readReceipts(company, card.currencyLayer(), selection, journal, reader);
        Sent.whole(response, out -> {
            if (csv) {
                AmountsTemplate.csv(receipts, out);
            } else {
                AmountsTemplate.xlsx(receipts, out);
            }
        });
    }
}
