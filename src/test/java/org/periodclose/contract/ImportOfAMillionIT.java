package org.periodclose.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.periodclose.Jar;

/** Files larger than the memory that reads them. */
class ImportOfAMillionIT {
    /** {@code -Dimported=1000000} every night; a tenth of that, in less memory, whenever the tests run. */
    private static final int TRANSACTIONS = Integer.getInteger("imported", 100_000);

    private static final int ITEMS = 1_000;

    /** 256 for a million; a program that kept the rows would need more, for few and for many. */
    private static final int MEGABYTES = 40 + TRANSACTIONS / 1_000 * 216 / 1_000;

    @Test
    void a_great_many_transactions_are_imported_in_bounded_memory(@TempDir Path folder) throws IOException {
        ImportFiles files = new ImportFiles();
        files.row("companies.csv", "BIG", "A million", "USD", null, true);
        files.row("item_groups.csv", "BIG", "G", "All");
        for (int item = 0; item < ITEMS; item++) {
            files.row("items.csv", "BIG", "ITEM-" + item, "Item " + item, "G", "FIFO", null, null);
        }
        files.writeTo(folder);
        writeTransactions(folder.resolve("inventory_transactions.csv"));

        Books books = Books.empty();
        long start = System.nanoTime();
        Jar.on(books.url())
                .withJvm("-Xmx" + MEGABYTES + "m")
                .run("import", folder.toString())
                .exited(0);
        System.out.printf(
                "imported %,d transactions in %,d ms%n", TRANSACTIONS, (System.nanoTime() - start) / 1_000_000);

        assertThat(books.sql().sql("""
                                select concat_ws(' ', count(*), count(distinct item_id), sum(quantity), sum(cost_amount), min(financial_date),
                                                 max(financial_date), count(*) filter (where open))
                                  from inventory_transaction
                                """).query(String.class).single())
                .isEqualTo(TRANSACTIONS + " 1000 0 0.00 2025-01-01 2025-12-28 " + TRANSACTIONS / 2);
    }

    /** Receipts and the issues that undo them, so that everything sums to zero. */
    private static void writeTransactions(Path file) throws IOException {
        try (BufferedWriter writer = Files.newBufferedWriter(file)) {
            writer.write(ImportFiles.HEADERS.get("inventory_transactions.csv") + "\n");
            for (int i = 0; i < TRANSACTIONS; i++) {
                boolean receipt = i % 2 == 0;
                String sign = receipt ? "" : "-";
                int cost = i / 2 % 100_000;
                writer.write("BIG,T-" + i + ",ITEM-" + i / 2 % ITEMS + (receipt ? ",RECEIPT," : ",ISSUE,") + sign
                        + "3,2025-01-01,"
                        + String.format("2025-%02d-%02d,", i % 12 + 1, i % 28 + 1) + sign + cost / 100 + "."
                        + String.format("%02d,,", cost % 100) + receipt + ",SITE,MAIN,,,,\n");
            }
        }
    }
}
