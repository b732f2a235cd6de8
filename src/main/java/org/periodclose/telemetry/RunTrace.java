package org.periodclose.telemetry;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One trace for each run: the run, its steps, the partitions of a step. Made at the end of the command from the recorded times. */
final class RunTrace {
    private static final String ATTRIBUTES = "period_close.";
    private static final int SPAN_ID = 8;

    private final TelemetrySettings settings;
    private final CommandEnd end;

    /** A journal of a company that is posted, or a run that is cancelled. */
    private record Key(
            String company, String journal, @Nullable Long cancels) {
        boolean isOf(JournalEnd end) {
            return end.company().equals(company)
                    && end.journal().equals(journal)
                    && Objects.equals(end.cancels(), cancels);
        }

        String words() {
            return (cancels == null ? "post " : "cancel ") + journal;
        }
    }

    RunTrace(TelemetrySettings settings, CommandEnd end) {
        this.settings = settings;
        this.end = end;
    }

    /** The spans of the journals that the job has processed. */
    List<Span> spans() {
        Map<Key, List<StepTime>> journals = new LinkedHashMap<>();
        for (StepTime step : end.steps()) {
            journals.computeIfAbsent(new Key(step.company(), step.journal(), step.cancels()), key -> new ArrayList<>())
                    .add(step);
        }
        List<Span> spans = new ArrayList<>();
        journals.forEach((key, steps) -> addRun(key, steps, spans));
        return spans;
    }

    byte[] request(List<Span> spans) {
        Resource.Builder resource = Resource.newBuilder();
        settings.resource().forEach((key, value) -> resource.addAttributes(attribute(key, value)));
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(resource)
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .setScope(InstrumentationScope.newBuilder().setName("org.periodclose"))
                                .addAllSpans(spans)))
                .build()
                .toByteArray();
    }

    private void addRun(Key key, List<StepTime> steps, List<Span> spans) {
        Instant from = steps.stream()
                .map(step -> step.end().from())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant to = steps.stream()
                .map(step -> step.end().to())
                .max(Comparator.naturalOrder())
                .orElseThrow();
        Span.Builder run = span(key.words(), from, to)
                .addAttributes(attribute(ATTRIBUTES + "company", key.company()))
                .addAttributes(attribute(ATTRIBUTES + "journal", key.journal()))
                .setTraceId(bytes(steps.get(0).trace()));
        settings.parentSpan().ifPresent(parent -> run.setParentSpanId(bytes(parent)));
        if (end.database() != null) {
            run.addAttributes(attribute(ATTRIBUTES + Metrics.DATABASE, end.database()));
        }
        if (key.cancels() != null) {
            run.addAttributes(attribute(ATTRIBUTES + "cancels", key.cancels().toString()));
        }
        describe(run, key);
        Map<String, Span> divided = new LinkedHashMap<>();
        for (StepTime step : steps) {
            if (step.end().partition() == null) {
                Span made = child(run.getTraceId(), run.getSpanId(), step.end().step(), step);
                spans.add(made);
                divided.put(step.start() + step.end().step(), made);
            }
        }
        for (StepTime step : steps) {
            if (step.end().partition() != null) {
                Span whole = divided.get(step.start() + step.end().step());
                spans.add(child(
                        run.getTraceId(),
                        whole == null ? run.getSpanId() : whole.getSpanId(),
                        "partition " + step.end().partition(),
                        step));
            }
        }
        spans.add(run.build());
    }

    private void describe(Span.Builder run, Key key) {
        @Nullable
        JournalEnd known = end.journals().stream().filter(key::isOf).findFirst().orElse(null);
        JournalEnd.Kind kind = known == null ? unseen(key) : known.kind();
        run.addAttributes(attribute(ATTRIBUTES + "status", kind.word()));
        if (known != null && known.run() != null) {
            run.addAttributes(attribute(ATTRIBUTES + "run", known.run().toString()));
        }
        if (kind != JournalEnd.Kind.POSTED && kind != JournalEnd.Kind.STOPPED) {
            run.setStatus(error(known == null ? "see the log" : known.detail()));
        }
    }

    /** For a run that could not be read because the database was lost: its last step shows whether it is posted. */
    private JournalEnd.Kind unseen(Key key) {
        return end.steps().stream()
                        .anyMatch(step -> key.equals(new Key(step.company(), step.journal(), step.cancels()))
                                && step.end().step().equals("post")
                                && step.end().status().equals("COMPLETED"))
                ? JournalEnd.Kind.POSTED
                : JournalEnd.Kind.FAILED;
    }

    private static Span child(ByteString trace, ByteString parent, String name, StepTime step) {
        Span.Builder span = span(name, step.end().from(), step.end().to())
                .setTraceId(trace)
                .setParentSpanId(parent)
                .addAttributes(attribute(ATTRIBUTES + "status", step.end().status()))
                .addAttributes(attribute(ATTRIBUTES + "try", Integer.toString(step.start())));
        if (step.end().failure() != null) {
            span.setStatus(error(step.end().failure()));
        }
        return span.build();
    }

    private static Span.Builder span(String name, Instant from, Instant to) {
        return Span.newBuilder()
                .setName(name)
                .setKind(Span.SpanKind.SPAN_KIND_INTERNAL)
                .setSpanId(random(SPAN_ID))
                .setStartTimeUnixNano(nanos(from))
                .setEndTimeUnixNano(nanos(to));
    }

    private static Status error(String message) {
        return Status.newBuilder()
                .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                .setMessage(message)
                .build();
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    private static long nanos(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    private static ByteString random(int length) {
        byte[] id = new byte[length];
        ThreadLocalRandom.current().nextBytes(id);
        return ByteString.copyFrom(id);
    }
}
