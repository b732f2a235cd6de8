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
import org.periodclose.core.fault.Refused;
import org.periodclose.core.fault.Text;
import org.periodclose.report.CsvFile;
import org.periodclose.report.HtmlPage;
import org.periodclose.report.PdfPage;
import org.periodclose.report.Report;
import org.periodclose.report.ReportForm;
import org.periodclose.report.XlsxFile;
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

    /** Writes a report; a file is there whole or not at all. */
    void write(Report report, DataCommand command) {
        ReportForm form = kind().form();
        if (out == null) {
            try {
                form.write(report, command.console().out());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return;
        }
        try {
            if (Files.isDirectory(out)) {
                throw new FileSystemException(out.toString(), null, "it is a folder");
            }
            Path part = out.resolveSibling("." + out.getFileName() + ".part");
            try {
                try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(part))) {
                    form.write(report, file);
                }
                Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw cannotWrite(out, e);
        }
        command.say("Written: " + Text.quoted(out.toString()));
    }

    /** What the report itself shows to be wrong; standard output may hold the report. */
    void refused(List<Fault> faults, DataCommand command) {
        if (out == null) {
            Messages.refused(command.heard(), faults);
        } else {
            command.form().refused(faults);
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
