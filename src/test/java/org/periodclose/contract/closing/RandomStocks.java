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

    private final Path folder = Folder.create().path();
    private final List<Named> companies = new ArrayList<>();

    Named add(String company, RandomStock stock, List<List<List<String>>> steps, boolean otherStorno) {
        Named named = new Named(company, stock, steps, otherStorno);
        companies.add(named);
        return named;
    }

    /**
     * Imports month by month and does the steps.
     *
     * @param order of the rows in the files
     */
    void work(StockDesk desk, Random order) {
        for (int month = 1; month <= RandomStock.MONTHS; month++) {
            write(month, order);
            desk.importFrom(folder.resolve(Integer.toString(month)));
            for (Named named : companies) {
                for (List<String> step : named.steps().get(month - 1)) {
                    desk.step(named.company(), step);
                }
            }
        }
    }

    private void write(int month, Random order) {
        Path to = folder.resolve(Integer.toString(month));
        try {
            Files.createDirectories(to);
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
                if (!rows.isEmpty()) {
                    Files.writeString(
                            to.resolve(name),
                            file.substring(file.indexOf(':') + 1) + "\n"
                                    + rows.stream().map(row -> row + "\n").collect(Collectors.joining()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
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
