package org.periodclose.contract.closing;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.periodclose.Commands;
import org.periodclose.cli.InProcess;
import org.periodclose.contract.Books;
import org.periodclose.contract.Folder;
import tools.jackson.databind.JsonNode;

/**
 * The stock ledger of one item as an accountant writes it, year 2026, a line a row in the order of time:
 *
 * <pre>
 * 1 Feb  F R 5 @ 10             a receipt of 5 at a unit cost of 10; the receipts are called R1, R2 …
 * 2 Feb  P R 5 for 51.00        one that is only physically updated, for 51.00 together
 * 3 Feb  F I 2 @ 10 marked R2   an issue, I1; to be paid for by R2
 * 4 Feb  journal R1 +5.00       an adjustment, posted on that day
 * 5 Feb  recalculate
 * 3 Feb  F I 2 @ 10 by M1       an issue of transfer M1, posted against goods in transit
 * 3 Feb  F R 2 @ 10 by M1 in W2 its receipt in warehouse W2; without a warehouse it is W1
 * 6 Feb  close
 * 6 Feb  close --minimum-throughput 0.10
 * 6 Feb  on-hand 15.00         what the close left open, to this price
 * 7 Feb  cancel 2               the second run
 * 8 Feb  cancel recalculations
 * </pre>
 *
 * What comes out is told for each run: who paid for what, the signed changes of inventory, what is left.
 */
final class StockLedger {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ROOT);
    private static final Pattern LINE = Pattern.compile("(\\d+ [A-Z][a-z]{2}) +(.*)");
    private static final Pattern MOVEMENT = Pattern.compile(
            "([FP]) ([RI]) (\\S+) (@|for) (\\S+?)(?: marked (\\S+))?(?: of (\\S+))?(?: by (\\S+))?(?: in (\\S+))?");
    private static final Pattern JOURNAL = Pattern.compile("journal (\\S+) (\\S+)");
    private static final String COMPANY = "C";
    private static final Set<String> LINKED = Set.of("CARRIED", "ROUNDING", "PRICE_DIFFERENCE");

    private final StringBuilder transactions = new StringBuilder(
            "company,transaction_id,item_number,kind,quantity,physical_date,financial_date,cost_amount,reporting_cost_amount,open,"
                    + "site,warehouse,batch_number,serial_number,inventory_account,offset_account,sequence,return_of,cost_flow\n");
    private final StringBuilder markings =
            new StringBuilder("company,issue_transaction_id,receipt_transaction_id,quantity\n");
    private final StringBuilder journals = new StringBuilder("company,journal,currency_layer,description\n");
    private final StringBuilder adjustments = new StringBuilder("company,journal,transaction_id,amount\n");
    private final List<List<String>> commands = new ArrayList<>();
    private int receipts;
    private int issues;
    private int lines;

    private StockLedger() {}

    /** What the runs of the ledger do. */
    static String of(String model, boolean physical, String ledger) {
        StockLedger stock = new StockLedger();
        ledger.lines().forEach(stock::line);
        return stock.runs(model, physical);
    }

    /** Imports the stock of a ledger that has no runs. */
    static void imported(Commands program, String model, String ledger) {
        StockLedger stock = new StockLedger();
        ledger.lines().forEach(stock::line);
        program.run("import", stock.files(model, false).toString(), "--quiet").exited(0);
    }

    /** The item gets another model, as the ERP exports it. */
    static void becomes(Commands program, String model) {
        program.run("import", Folder.create().file("items.csv", items(model)).toString(), "--quiet")
                .exited(0);
    }

    /** What the runs of a command do. */
    static String told(Commands program, String command) {
        StringBuilder told = new StringBuilder();
        JsonNode done = program.line(command + " --output json").exited(0).json();
        if (done.has("runs")) {
            list(done, "runs").forEach(run -> tell(program, run, told));
        }
        return told.toString();
    }

    private void line(String text) {
        lines++;
        Matcher line = matcher(LINE, text);
        String date = LocalDate.parse(line.group(1) + " 2026", DAY).toString();
        String what = line.group(2);
        String verb = what.split(" ", 2)[0];
        switch (verb) {
            case "close", "recalculate" -> commands.add(List.of(what, "--company", COMPANY, "--date", date));
            case "cancel" ->
                commands.add(
                        what.equals("cancel recalculations")
                                ? List.of("cancel", "--company", COMPANY, "--recalculations-from", date)
                                : List.of("cancel", "--run", what.substring("cancel ".length())));
            case "on-hand" -> onHand(what.substring("on-hand ".length()));
            case "journal" -> journal(date, matcher(JOURNAL, what));
            default -> movement(date, matcher(MOVEMENT, what));
        }
    }

    private static Matcher matcher(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a line of a ledger: " + text);
        }
        return matcher;
    }

    private void journal(String date, Matcher journal) {
        String name = "J" + lines;
        journals.append("%s,%s,ACCOUNTING,\n".formatted(COMPANY, name));
        adjustments.append("%s,%s,%s,%s\n"
                .formatted(COMPANY, name, journal.group(1), new BigDecimal(journal.group(2)).toPlainString()));
        commands.add(List.of("post", "--company", COMPANY, "--journal", name, "--posting-date", date));
    }

    private void onHand(String price) {
        String name = "H" + lines;
        commands.add(List.of(
                "adjust",
                "--on-hand",
                "--company",
                COMPANY,
                "--journal",
                name,
                "--method",
                "fixed-cost-price",
                "--price",
                price));
        commands.add(List.of("post", "--company", COMPANY, "--journal", name));
    }

    private void movement(String date, Matcher movement) {
        boolean receipt = movement.group(2).equals("R");
        String name = receipt ? "R" + ++receipts : "I" + ++issues;
        BigDecimal quantity = new BigDecimal(movement.group(3));
        BigDecimal figure = new BigDecimal(movement.group(5));
        BigDecimal cost = (movement.group(4).equals("@") ? quantity.multiply(figure) : figure).setScale(2);
        String sign = receipt ? "" : "-";
        transactions.append("%s,%s,A1,%s,%s,%s,%s,%s,,true,S1,%s,,,,%s,%s,%s,%s\n"
                .formatted(
                        COMPANY,
                        name,
                        receipt ? "RECEIPT" : "ISSUE",
                        sign + quantity,
                        date,
                        movement.group(1).equals("F") ? date : "",
                        cost.signum() == 0 ? cost : sign + cost,
                        Objects.requireNonNullElse(movement.group(9), "W1"),
                        movement.group(8) == null ? "" : "57",
                        lines,
                        Objects.requireNonNullElse(movement.group(7), ""),
                        Objects.requireNonNullElse(movement.group(8), "")));
        if (movement.group(6) != null) {
            markings.append("%s,%s,%s,%s\n".formatted(COMPANY, name, movement.group(6), quantity));
        }
    }

    private String runs(String model, boolean physical) {
        Commands program = InProcess.on(Books.empty().url());
        program.run("import", files(model, physical).toString(), "--quiet").exited(0);
        StringBuilder told = new StringBuilder();
        for (List<String> command : commands) {
            told.append(told(program, String.join(" ", command)));
        }
        return told.toString();
    }

    private static void tell(Commands program, JsonNode run, StringBuilder told) {
        String date = LocalDate.parse(run.get("postingDate").asString()).format(DAY);
        String type = run.get("type").asString();
        String number = run.get("run").asString();
        told.append("%s %s%s\n"
                .formatted(
                        date.substring(0, date.lastIndexOf(' ')),
                        type.toLowerCase(Locale.ROOT).replace('_', ' '),
                        type.equals("CANCELLATION")
                                ? " of run " + run.get("cancels").asString()
                                : ""));
        JsonNode settlements = program.run("settlements", "--run", number, "--output", "json")
                .exited(0)
                .json();
        list(settlements, "matches")
                .forEach(match -> told.append("  %s takes %s from %s: %s%s%s\n"
                        .formatted(
                                text(match, "issue"),
                                text(match, "quantity"),
                                text(match, "layer"),
                                text(match, "amount"),
                                text(match, "principle").equals("MARKING") ? ", marked" : "",
                                match.get("settled").asBoolean() ? "" : ", not settled")));
        list(settlements, "settlements")
                .forEach(settlement -> told.append("  %s %s%s%s\n"
                        .formatted(
                                text(settlement, "transactionId"),
                                text(settlement, "amount").startsWith("-") ? "" : "+",
                                text(settlement, "amount"),
                                LINKED.contains(text(settlement, "part"))
                                        ? ", " + text(settlement, "part").toLowerCase(Locale.ROOT)
                                        : "")));
        list(settlements, "unsettled")
                .forEach(issue -> told.append("  %s waits with %s: %s\n"
                        .formatted(text(issue, "transactionId"), text(issue, "quantity"), text(issue, "reason"))));
        if (type.equals("CLOSE")) {
            JsonNode layers = program.run("layers", "--run", number, "--output", "json")
                    .exited(0)
                    .json();
            list(layers, "layers")
                    .forEach(layer -> told.append("  left %s %s for %s\n"
                            .formatted(text(layer, "layer"), text(layer, "quantity"), text(layer, "value"))));
        }
    }

    private static String text(JsonNode row, String field) {
        return row.get(field).asString();
    }

    private static Stream<JsonNode> list(JsonNode of, String name) {
        return StreamSupport.stream(of.get(name).spliterator(), false);
    }

    private static String items(String model) {
        return """
                company,item_number,name,item_group,inventory_model,cost_price,reporting_cost_price,item_model_group
                C,A1,Item A1,A,%s,,,M
                """.formatted(model);
    }

    private Folder files(String model, boolean physical) {
        return Folder.create()
                .file("companies.csv", """
                        company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments
                        C,Company,USD,,true
                        """)
                .file("fiscal_periods.csv", """
                        company,period,start_date,end_date,status
                        C,2026,2026-01-01,2026-12-31,OPEN
                        """)
                .file("main_accounts.csv", """
                        company,main_account,name,type
                        C,41,Goods,BALANCE_SHEET
                        C,57,Goods in transit,BALANCE_SHEET
                        C,60,Suppliers,BALANCE_SHEET
                        C,90,Cost of sales,PROFIT_AND_LOSS
                        C,91.1,Profit,PROFIT_AND_LOSS
                        C,91.2,Loss,PROFIT_AND_LOSS
                        """)
                .file("item_groups.csv", "company,item_group,name\nC,A,Group A\n")
                .file("item_model_groups.csv", """
                        company,item_model_group,include_physical_value,fixed_receipt_price,negative_stock,financial_dimensions,reporting_inventory_model
                        C,M,%s,false,true,WAREHOUSE,
                        """.formatted(physical))
                .file("items.csv", items(model))
                .file("posting_profiles.csv", """
                        company,account_type,item_code,item_relation,main_account
                        C,INVENTORY,ALL,,41
                        C,ISSUE,ALL,,90
                        C,PROFIT,ALL,,91.1
                        C,LOSS,ALL,,91.2
                        """)
                .file("inventory_transactions.csv", transactions.toString())
                .file("markings.csv", markings.toString())
                .file("adjustment_journals.csv", journals.toString())
                .file("adjustments.csv", adjustments.toString());
    }
}
