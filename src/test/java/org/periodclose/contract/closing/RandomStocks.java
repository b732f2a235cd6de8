package org.periodclose.contract.closing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.periodclose.contract.Folder;

/** Several random companies in the same files: what is imported each month, and then done in each company. */
final class RandomStocks {
    /**
     * A random company under a name of its own.
     *
     * @param steps by month
     * @param otherStorno with the company's storno parameter turned
     */
    record Named(String company, RandomStock stock, List<List<List<String>>> steps, boolean otherStorno) {}

    final Path folder = Folder.create().path();
    private final List<Named> companies = new ArrayList<>();

    Named add(String company, RandomStock stock, List<List<List<String>>> steps) {
        return add(company, stock, steps, false);
    }

    Named add(String company, RandomStock stock, List<List<List<String>>> steps, boolean otherStorno) {
        Named named = new Named(company, stock, steps, otherStorno);
        companies.add(named);
        return named;
    }

    /** Writes the files of all months with their rows in an order that chance decides. */
    void write(Random order) {
        for (int month = 1; month <= RandomStock.MONTHS; month++) {
            write(month, order);
        }
    }

    /** Imports month by month and does the steps. */
    void work(StockDesk desk) {
        for (int month = 1; month <= months(); month++) {
            desk.importFrom(folder.resolve(month + "-first"));
            desk.importFrom(folder.resolve(Integer.toString(month)));
            for (Named named : companies) {
                for (List<String> step : named.steps().get(month - 1)) {
                    desk.step(named.company(), step);
                }
            }
        }
    }

    private int months() {
        return companies.stream()
                .mapToInt(named -> named.stock().months())
                .max()
                .orElseThrow();
    }

    private void write(int month, Random order) {
        Path to = folder.resolve(Integer.toString(month));
        Path first = folder.resolve(month + "-first");
        try {
            Files.createDirectories(to);
            Files.createDirectories(first);
            for (String file : RandomStock.FILES) {
                String name = file.substring(0, file.indexOf(':'));
                List<String> rows = new ArrayList<>();
                for (Named named : companies) {
                    if (name.equals("companies.csv") && month == 1) {
                        rows.add(named.company() + ",Company " + named.company() + ","
                                + String.join(",", named.stock().header(named.otherStorno())));
                    }
                    named.stock().rows(month, name).stream()
                            .map(cells -> named.company() + "," + String.join(",", cells))
                            .forEach(rows::add);
                }
                Collections.shuffle(rows, order);
                write(to, file, rows);
                if (name.equals("inventory_transactions.csv")) {
                    // Some come before the others; in the second import they are there already.
                    write(first, file, rows.subList(0, rows.size() / 3));
                } else if (!List.of("markings.csv", "adjustment_journals.csv", "adjustments.csv")
                        .contains(name)) {
                    write(first, file, rows);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path folder, String file, List<String> rows) throws IOException {
        if (!rows.isEmpty()) {
            Files.writeString(
                    folder.resolve(file.substring(0, file.indexOf(':'))),
                    file.substring(file.indexOf(':') + 1) + "\n"
                            + rows.stream().map(row -> row + "\n").collect(Collectors.joining()));
        }
    }

    /** What a company must come to, by the second calculation. */
    Outcome secondCalculation(Named named) {
        List<List<String>> steps = new ArrayList<>();
        for (int month = 1; month <= RandomStock.MONTHS; month++) {
            steps.add(List.of("import", Integer.toString(month)));
            steps.addAll(named.steps().get(month - 1));
        }
        return SecondCalculation.of(named.company(), folder, steps);
    }
}
