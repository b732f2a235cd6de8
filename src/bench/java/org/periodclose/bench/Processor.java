package org.periodclose.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** Processor time used so far, of this process and of the server with all its workers: on a shared machine it says more than the clock. */
final class Processor {
    private static final long TICK_NANOS = 10_000_000;
    private final long postmaster;

    Processor(Path dataDirectory) {
        try {
            postmaster = Long.parseLong(Files.readAllLines(dataDirectory.resolve("postmaster.pid"))
                    .get(0)
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    double clientSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e9;
    }

    /** 0 where there is no /proc. */
    double serverSeconds() {
        if (!Files.exists(Path.of("/proc", Long.toString(postmaster)))) {
            return 0;
        }
        long alive = ProcessHandle.of(postmaster).stream()
                .flatMap(ProcessHandle::descendants)
                .mapToLong(process -> ticks(process.pid(), List.of(13, 14)))
                .sum();
        return (alive + ticks(postmaster, List.of(13, 14, 15, 16))) * TICK_NANOS / 1e9;
    }

    /** Fields of proc_pid_stat(5), counted from 0; the name, which may contain anything, ends at the last bracket. */
    private static long ticks(long process, List<Integer> fields) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return fields.stream()
                    .flatMapToLong(field -> LongStream.of(Long.parseLong(values[field - 2])))
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }
}
