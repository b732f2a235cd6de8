package org.periodclose.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.DoubleStream;

/** Time against size, both logarithmic, one line a contender. */
final class Chart {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int MARGIN = 70;
    private static final List<String> COLOURS =
            List.of("#1f6feb", "#d29922", "#cf222e", "#1a7f37", "#8250df", "#57606a");

    private Chart() {}

    static String of(List<Results.Posting> postings) {
        Map<String, StringBuilder> lines = new LinkedHashMap<>();
        double leastSize = sizes(postings).min().orElse(0) - 0.1;
        double mostSize = sizes(postings).max().orElse(1) + 0.1;
        double leastTime = Math.log10(times(postings).min().orElse(1)) - 0.1;
        double mostTime = Math.log10(times(postings).max().orElse(10)) + 0.1;
        StringBuilder svg = new StringBuilder(
                ("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\""
                                + " font-size=\"12\"><rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n")
                        .formatted(WIDTH, HEIGHT));
        svg.append(
                "<text x=\"%d\" y=\"20\">seconds for all lines (logarithmic) against lines</text>%n".formatted(MARGIN));
        for (Results.Posting posting : postings) {
            double x = x(posting.workload().adjustments(), leastSize, mostSize);
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.0f\" y=\"%d\" text-anchor=\"middle\">%,d</text>%n",
                    x,
                    HEIGHT - MARGIN + 20,
                    posting.workload().adjustments()));
            for (Race.Times times : posting.times()) {
                double y = HEIGHT
                        - MARGIN
                        - (Math.log10(times.median()) - leastTime) / (mostTime - leastTime) * (HEIGHT - 2.0 * MARGIN);
                lines.computeIfAbsent(times.contender(), c -> new StringBuilder())
                        .append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
                svg.append(String.format(
                        Locale.ROOT,
                        "<text x=\"%.1f\" y=\"%.1f\" font-size=\"9\">%.1f s</text>%n",
                        x + 5,
                        y - 4,
                        times.median()));
            }
        }
        int number = 0;
        for (Map.Entry<String, StringBuilder> line : lines.entrySet()) {
            String colour = COLOURS.get(number % COLOURS.size());
            svg.append("<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n"
                    .formatted(line.getValue().toString().strip(), colour));
            for (String point : line.getValue().toString().strip().split(" ", -1)) {
                String[] at = point.split(",", -1);
                svg.append("<circle cx=\"%s\" cy=\"%s\" r=\"3\" fill=\"%s\"/>%n".formatted(at[0], at[1], colour));
            }
            svg.append("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>%n"
                    .formatted(MARGIN + 10 + number % 3 * 200, HEIGHT - 30 + number / 3 * 16, colour, line.getKey()));
            number++;
        }
        return svg.append("</svg>\n").toString();
    }

    /** Logarithms. */
    private static DoubleStream sizes(List<Results.Posting> postings) {
        return postings.stream()
                .mapToDouble(posting -> Math.log10((double) posting.workload().adjustments()));
    }

    private static DoubleStream times(List<Results.Posting> postings) {
        return postings.stream().flatMapToDouble(p -> p.times().stream().mapToDouble(Race.Times::median));
    }

    private static double x(long size, double least, double most) {
        return MARGIN + (Math.log10((double) size) - least) / (most - least) * (WIDTH - 2.0 * MARGIN);
    }
}
