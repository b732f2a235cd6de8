package org.periodclose.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImporterTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void the_sample_company_is_imported_once_and_unchanged_the_second_time() {
        ImportFixture fixture = new ImportFixture(directory);
        ImportReport first = fixture.importer.importFrom(ImportSource.classpath("db/demo"));
        assertThat(first.files())
                .filteredOn(f -> f.file().equals("inventory_transactions.csv"))
                .singleElement()
                .isEqualTo(new ImportReport.FileReport("inventory_transactions.csv", 8704, 8704, 0));
        assertThat(first.files()).allMatch(f -> f.inserted() == f.rows()).hasSize(9);
        String stored = fixture.fingerprint();

        ImportReport second = fixture.importer.importFrom(ImportSource.classpath("db/demo"));
        assertThat(second.files()).allMatch(f -> f.unchanged() == f.rows()).hasSize(9);
        assertThat(fixture.fingerprint()).isEqualTo(stored);
        assertThat(fixture.jdbc.queryForObject(
                        "select sum(amount)::text || ' ' || count(*) from adjustment", String.class))
                .isEqualTo("10972.25 5890");
    }
}
