package org.periodclose.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.view.CsvFile;
import org.periodclose.view.FaultViews;
import org.periodclose.view.HtmlPage;
import org.periodclose.view.PdfPage;
import org.periodclose.view.Report;
import org.periodclose.view.ReportForm;
import org.periodclose.view.XlsxFile;
import picocli.CommandLine.Option;

/** What becomes of a report: which kind of file, and where it goes. */
final class ReportOptions {
    /** The kinds of file. */
    enum Kind {
        HTML,
        PDF,
        CSV,
        XLSX;

        /** Only the libraries of the kind that is asked for are loaded. */
        private ReportForm form() {
            return switch (this) {
                case HTML -> new HtmlPage();
                case PDF -> new PdfPage();
                case CSV -> new CsvFile();
                case XLSX -> new XlsxFile();
            };
        }

        private boolean isBinary() {
            return this == PDF || this == XLSX;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(
            names = "--format",
            paramLabel = "html|pdf|csv|xlsx",
            description = {
                "Kind of file (default: as the name of --out ends; html on standard output). In csv an apostrophe stands",
                "before a text that a spreadsheet would compute, like =1+1 or -A1."
            })
    private @Nullable Kind given;

    @Option(names = "--out", paramLabel = "FILE", description = "Write this file (default: standard output).")
    private @Nullable Path out;

    private Kind kind() {
        if (given != null) {
            return given;
        }
        if (out == null) {
            return Kind.HTML;
        }
        String file = String.valueOf(out.getFileName());
        String name = file.toLowerCase(Locale.ROOT);
        return Arrays.stream(Kind.values())
                .filter(kind -> name.endsWith("." + kind))
                .findFirst()
                .orElseThrow(() -> new Refused(
                        FaultCode.WRONG_USAGE,
                        "--out " + Text.quoted(file) + " does not end like a kind of file that a report can be",
                        "end the name with .html, .pdf, .csv or .xlsx, or give --format"));
    }

    /** What is wrong with the options is found before the database is asked. */
    void check(Console console) {
        Kind kind = kind();
        if (out == null && kind.isBinary() && console.outIsTerminal()) {
            throw new Refused(
                    FaultCode.WRONG_USAGE,
                    "a " + kind + " file is nothing for a terminal",
                    "give --out FILE, or redirect the output");
        }
    }

    /** Writes a report; one that does not add up is written all the same: it is what shows where. */
    Outcome write(Report report, DataCommand command) {
        List<Fault> faults = report.faults();
        if (out == null) {
            try {
                kind().form().write(report, command.console().out());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            write(report, out);
            command.say("Written: " + Text.quoted(out.toString()));
        }
        if (faults.isEmpty()) {
            return Outcome.DONE;
        }
        if (out == null) {
            command.showBeside(FaultViews.refused(faults));
        } else {
            command.show(FaultViews.refused(faults));
        }
        return faults.get(0).code().outcome();
    }

    /** A file is there whole or not at all. */
    private void write(Report report, Path file) {
        ReportForm form = kind().form();
        try {
            if (Files.isDirectory(file)) {
                throw new FileSystemException(file.toString(), null, "it is a folder");
            }
            Path part = file.resolveSibling("." + file.getFileName() + ".part");
            try {
                try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(part))) {
                    form.write(report, to);
                }
                Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw cannotWrite(file, e);
        }
    }

    private static Refused cannotWrite(Path file, IOException cause) {
        String why = String.valueOf(cause.getMessage());
        if (cause instanceof NoSuchFileException) {
            why = "its folder does not exist";
        } else if (cause instanceof AccessDeniedException) {
            why = "its folder may not be written to";
        } else if (cause instanceof FileSystemException detailed && detailed.getReason() != null) {
            why = detailed.getReason();
        }
        return new Refused(
                FaultCode.CANNOT_WRITE,
                "the report cannot be written to " + Text.quoted(file.toString()) + ": " + why,
                "give --out a file that can be written");
    }
}
