package org.periodclose.intake;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Files of one company, as large as wanted, the same for the same seed; few items have very many transactions. */
final class GeneratedBooks {
    private static final String START = """
            company,name,accounting_currency,reporting_currency,storno_for_inventory_adjustments
            GEN,Generated,USD,EUR,true
            """;

    private GeneratedBooks() {}

    static void write(Path directory, int transactions, int items, long seed) throws IOException {
        Random random = new Random(seed);
        Files.writeString(directory.resolve("companies.csv"), START);
        Files.writeString(directory.resolve("item_groups.csv"), ImportFixture.GROUPS + "GEN,G,Group\n");
        Files.writeString(
                directory.resolve("adjustment_journals.csv"), ImportFixture.JOURNALS + "GEN,J,ACCOUNTING,Generated\n");
        try (BufferedWriter file = Files.newBufferedWriter(directory.resolve("items.csv"))) {
            file.write(ImportFixture.ITEMS);
            for (int i = 0; i < items; i++) {
                file.write("GEN,ITEM-" + i + ",Item " + i + ",G,FIFO," + (i % 1000) + ".25,\n");
            }
        }
        try (BufferedWriter moved = Files.newBufferedWriter(directory.resolve("inventory_transactions.csv"));
                BufferedWriter adjusted = Files.newBufferedWriter(directory.resolve("adjustments.csv"))) {
            moved.write(ImportFixture.TRANSACTIONS);
            adjusted.write(ImportFixture.ADJUSTMENTS);
            for (int i = 0; i < transactions; i++) {
                boolean receipt = random.nextInt(10) < 6;
                int item = random.nextInt(random.nextInt(items) + 1);
                String sign = receipt ? "" : "-";
                moved.write(
                        "GEN,T%07d,ITEM-%d,%s,%s%d,2025-%02d-%02d,2025-%02d-%02d,%s%d.%02d,%s%d.%02d,true,S%d,MAIN,,,10.01,60.01\n"
                                .formatted(
                                        i,
                                        item,
                                        receipt ? "RECEIPT" : "ISSUE",
                                        sign,
                                        random.nextInt(100) + 1,
                                        i % 12 + 1,
                                        i % 28 + 1,
                                        i % 12 + 1,
                                        i % 28 + 1,
                                        sign,
                                        random.nextInt(10_000),
                                        random.nextInt(100),
                                        sign,
                                        random.nextInt(10_000),
                                        random.nextInt(100),
                                        i % 5));
                if (receipt && random.nextInt(2) == 0) {
                    adjusted.write("GEN,J,T%07d,%s0.%02d\n"
                            .formatted(i, random.nextBoolean() ? "-" : "", random.nextInt(99) + 1));
                }
            }
        }
    }
}
