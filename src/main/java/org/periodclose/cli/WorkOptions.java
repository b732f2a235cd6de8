package org.periodclose.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.periodclose.core.fault.Outcome;
import org.periodclose.desk.PostingConfiguration;
import org.periodclose.inquiry.InquiryConfiguration;
import org.periodclose.telemetry.JobWatch;
import org.periodclose.telemetry.RunTotals;
import org.periodclose.telemetry.Telemetry;
import org.periodclose.telemetry.TelemetryConfiguration;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What commands have in common that make runs: when they shall end, and who is told. */
final class WorkOptions {
    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "Where today is reckoned, like Europe/Berlin (default: the system's).")
    private @Nullable ZoneId timeZone;

    @Option(
            names = "--until",
            paramLabel = "HH:MM",
            description = "Stop at a checkpoint at this time; the same command goes on from there (exit code 0).")
    private @Nullable LocalTime until;

    @Mixin
    private TelemetryOptions telemetry = new TelemetryOptions();

    /**
     * Opens the rooms, lets the command work in them and tells who wants to know.
     *
     * @param onlyLook nobody is told: a dead-man switch must not take a dry run for a posting
     * @param scope what the command is for, as {@link TelemetryOptions#begin} tells it
     * @param work gets the rooms and the end of its time (null: without end)
     */
    Outcome run(
            DataCommand command,
            boolean onlyLook,
            String scope,
            BiFunction<Rooms, @Nullable Instant, PostReport> work) {
        Instant end = end(command.console());
        Telemetry told = onlyLook ? null : telemetry.begin(command.console(), scope);
        if (told == null) {
            try (Rooms rooms = command.open(PostingConfiguration.class, Rooms.Jobs.class, InquiryConfiguration.class)) {
                return work.apply(rooms, end).outcome();
            }
        }
        try (Rooms rooms = command.open(
                PostingConfiguration.class,
                Rooms.Jobs.class,
                InquiryConfiguration.class,
                TelemetryConfiguration.class)) {
            told.listenTo(rooms.get(JobWatch.class), rooms.get(RunTotals.class));
            try {
                PostReport report = work.apply(rooms, end);
                told.end(report.outcome(), TelemetryOptions.ends(report), rooms.timeLeft());
                return report.outcome();
            } catch (RuntimeException failure) {
                told.end(Program.outcome(failure), List.of(), rooms.timeLeft());
                throw failure;
            }
        } catch (RuntimeException notOpened) {
            told.end(Program.outcome(notOpened), List.of(), Optional.empty());
            throw notOpened;
        }
    }

    LocalDate today(Console console) {
        return LocalDate.ofInstant(console.clock().instant(), zone());
    }

    /** When, after the command has begun, the clock of the time zone first shows --until; null: without end. */
    @Nullable
    Instant end(Console console) {
        if (until == null) {
            return null;
        }
        ZonedDateTime begun = console.begun().atZone(zone());
        ZonedDateTime end = begun.with(until);
        return (end.isAfter(begun) ? end : begun.plusDays(1).with(until)).toInstant();
    }

    private ZoneId zone() {
        return timeZone == null ? ZoneId.systemDefault() : timeZone;
    }
}
