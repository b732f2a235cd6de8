package org.periodclose.bench;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;

/**
 * How long a run would take on machines that are not here: a simulation of its schedule with the costs of a line as they were measured. Each thread of a leader
 * or a worker takes a partition, and all share the cores of the server.
 */
final class Schedule {
    /**
     * Microseconds of a processor for a line.
     *
     * @param java in the process that settles it
     * @param settle of the server, while it is settled
     * @param check of the server, for the check and the laws
     * @param longest of these, what cannot be done side by side as long as each is one query: the check, then the law of the lines
     */
    private record Costs(double java, double settle, double check, double longest) {}

    /**
     * The machines.
     *
     * @param server cores of the database server
     * @param processes a leader and its workers
     * @param threads of each process
     */
    private record Machines(int server, int processes, int threads) {}

    private static final Costs MEASURED = new Costs(4.7, 18.1, 9.6, 6.9);

    /** For a message, the rows of Spring Batch and the first page of a partition. */
    private static final double SECONDS_FOR_A_PARTITION = 0.3;

    /** Until a partition of a worker that died is taken by another. */
    private static final double SECONDS_TO_TAKE_OVER = 1.0;

    private static final long LINES_FOR_A_WORKER = 150_000;
    private static final int MOST_PARTITIONS = 400;
    private static final double MILLION = 1e6;

    private final Costs costs;
    private final Machines machines;

    private Schedule(Costs costs, Machines machines) {
        this.costs = costs;
        this.machines = machines;
    }

    /** A partition at work. */
    private static final class Share {
        private final int process;
        private double pause = SECONDS_FOR_A_PARTITION;
        private double lines;

        Share(int process, double lines) {
            this.process = process;
            this.lines = lines;
        }
    }

    static void print(long lines) {
        System.out.printf(
                Locale.ROOT,
                "| Server cores | Processes x threads | Settled in | Check and laws, one query each | Check and laws, by range | In all, by range | Server busy while settling | One of them dies half way |%n");
        System.out.println("|---:|---|---:|---:|---:|---:|---:|---:|");
        for (Machines machines : List.of(
                new Machines(2, 1, 2),
                new Machines(8, 1, 8),
                new Machines(16, 1, 8),
                new Machines(16, 4, 8),
                new Machines(32, 1, 8),
                new Machines(32, 4, 8),
                new Machines(32, 4, 16))) {
            Schedule schedule = new Schedule(MEASURED, machines);
            double settled = schedule.seconds(lines, Double.MAX_VALUE);
            double serial = lines * MEASURED.longest() / MILLION;
            double byRange = lines
                    * MEASURED.check()
                    / MILLION
                    / Math.min(machines.server(), machines.processes() * machines.threads());
            System.out.printf(
                    Locale.ROOT,
                    "| %d | %d x %d | %s | %s | %s | %s | %.0f %% | %s |%n",
                    machines.server(),
                    machines.processes(),
                    machines.threads(),
                    minutes(settled),
                    minutes(serial),
                    minutes(byRange),
                    minutes(settled + byRange),
                    100 * lines * MEASURED.settle() / MILLION / settled / machines.server(),
                    machines.processes() == 1
                            ? "the run waits for its next start"
                            : minutes(schedule.seconds(lines, settled / 2) - settled) + " more");
        }
    }

    private static String minutes(double seconds) {
        return String.format(Locale.ROOT, "%.1f min", seconds / 60);
    }

    /** @param death when the last process dies */
    private double seconds(long lines, double death) {
        int partitions = (int) Math.min(MOST_PARTITIONS, Math.max(4L * machines.threads(), lines / LINES_FOR_A_WORKER));
        Queue<Double> queue = new ArrayDeque<>();
        for (int partition = 0; partition < partitions; partition++) {
            queue.add((double) lines / partitions);
        }
        List<Share> atWork = new ArrayList<>();
        int alive = machines.processes();
        double now = 0;
        boolean dead = false;
        while (!queue.isEmpty() || !atWork.isEmpty()) {
            take(queue, atWork, alive);
            double rate = rate(atWork);
            double step = dead ? Double.MAX_VALUE : death - now;
            for (Share share : atWork) {
                step = Math.min(step, share.pause > 0 ? share.pause : share.lines / rate);
            }
            for (Share share : atWork) {
                if (share.pause > 0) {
                    share.pause -= step;
                } else {
                    share.lines -= rate * step;
                }
            }
            now += step;
            if (!dead && now >= death) {
                dead = true;
                alive--;
                for (Share share : List.copyOf(atWork)) {
                    if (share.process == alive) {
                        atWork.remove(share);
                        queue.add(share.lines);
                    }
                }
                now += SECONDS_TO_TAKE_OVER;
            }
            atWork.removeIf(share -> share.pause <= 0 && share.lines < 1e-3);
        }
        return now;
    }

    private void take(Queue<Double> queue, List<Share> atWork, int alive) {
        for (int process = 0; process < alive; process++) {
            int mine = process;
            long busy = atWork.stream().filter(share -> share.process == mine).count();
            for (; busy < machines.threads() && !queue.isEmpty(); busy++) {
                atWork.add(new Share(process, queue.remove()));
            }
        }
    }

    /** Lines a second of each partition that is past its beginning. */
    private double rate(List<Share> atWork) {
        long running = atWork.stream().filter(share -> share.pause <= 0).count();
        double alone = MILLION / (costs.java() + costs.settle());
        double wanted = running * costs.settle() / (costs.java() + costs.settle());
        return wanted <= machines.server() ? alone : alone * machines.server() / wanted;
    }
}
