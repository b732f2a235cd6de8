package org.periodclose.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.periodclose.core.fault.Fault;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** Every form of {@link Actions}: shown, looked at, sent. An address with its fields filled in can be kept as a bookmark. */
@Controller
final class ActionPages {
    /** The work of a click is looked at so long before its page is shown; what is quick has ended by then. */
    private static final long MOMENT = 200;

    /** The field with the look from which something is sent. */
    private static final String LOOKED = "looked";

    private final Actions actions;
    private final Works works;

    ActionPages(Actions actions, Works works) {
        this.actions = actions;
        this.works = works;
    }

    @GetMapping("/do/{action}")
    String form(
            @PathVariable String action, @RequestParam MultiValueMap<String, String> values, Visit visit, Model model) {
        return form(find(action), values, visit, List.of(), model);
    }

    @PostMapping("/do/{action}")
    String begin(
            @PathVariable String action,
            @RequestParam MultiValueMap<String, String> values,
            HttpServletRequest request,
            HttpServletResponse response,
            Visit visit,
            Model model) {
        Action asked = find(action);
        boolean preview = asked.hasPreview() && !"run".equals(values.getFirst("go"));
        Map<String, MultipartFile> files =
                request instanceof MultipartHttpServletRequest sent ? sent.getFileMap() : Map.of();
        String looked = values.getFirst(LOOKED);
        Given given = new Given(
                values,
                files,
                visit.words(),
                looked == null
                        ? null
                        : works.find(looked, visit.user()).map(Work::result).orElse(null));
        Work.Task task;
        try {
            visit.require(asked.needs());
            task = asked.task(visit, given, preview);
            given.check();
        } catch (Refused refused) {
            response.setStatus(Faults.statusOfForm(refused.first().code()));
            return form(asked, values, visit, refused.faults(), model);
        }
        String once = values.getFirst("once");
        Work work = works.begin(
                once == null || !once.matches("[A-Za-z0-9-]{1,100}")
                        ? Works.once()
                        : once + "-" + FormHash.of(action, values, files),
                visit.user(),
                visit.words().of("action." + action) + subject(values),
                again(asked, values, given),
                task);
        if (work.endsWithin(MOMENT) && work.result() != null && work.result().leads()) {
            return "redirect:" + work.result().next().get(0).address();
        }
        return "redirect:/work/" + work.id();
    }

    private static String subject(MultiValueMap<String, String> values) {
        StringBuilder subject = new StringBuilder();
        for (String name : List.of("company", "journal", "run", "date")) {
            String value = values.getFirst(name);
            if (value != null && !value.isBlank()) {
                subject.append(" · ").append(Words.shown(value));
            }
        }
        return subject.toString();
    }

    /** The form as it was filled in. */
    private static String again(Action action, MultiValueMap<String, String> values, Given given) {
        Result.Next page = action.page(given);
        if (page != null) {
            return page.address();
        }
        MultiValueMap<String, String> kept = new LinkedMultiValueMap<>(values);
        List.of("once", "go", "_csrf", "expect", "seen", LOOKED).forEach(kept::remove);
        Map<String, String> fields = new LinkedHashMap<>();
        kept.forEach((name, all) -> fields.put(name, String.join("\n", all)));
        return Addresses.action(
                action.name(),
                fields.entrySet().stream()
                        .flatMap(field -> java.util.stream.Stream.of(field.getKey(), field.getValue()))
                        .toArray());
    }

    private Action find(String name) {
        return actions.find(name)
                .orElseThrow(() -> new Refused(
                        FaultCode.WRONG_USAGE, "there is no form " + Words.shown(name), "choose one of the menu"));
    }

    private static String form(
            Action action, MultiValueMap<String, String> values, Visit visit, List<Fault> faults, Model model) {
        Words words = visit.words();
        Given given = new Given(values, Map.of(), words);
        model.addAttribute("title", words.of("action." + action.name()));
        model.addAttribute("action", action.name());
        model.addAttribute("hasPreview", action.hasPreview());
        model.addAttribute("company", values.getFirst("company"));
        model.addAttribute("once", Works.once());
        model.addAttribute("faults", faults);
        model.addAttribute("remedies", Remedies.of(faults, values.getFirst("company"), words));
        model.addAttribute("page", action.page(given));
        model.addAttribute("needs", visit.may(action.needs()) ? null : words.word(action.needs()));
        boolean fresh = values.keySet().stream().noneMatch("go"::equals);
        List<Input> inputs = action.inputs(visit, given).stream()
                .map(input -> filled(input, values, visit, fresh))
                .toList();
        model.addAttribute("inputs", inputs);
        model.addAttribute("files", inputs.stream().anyMatch(input -> input.kind() == Input.Kind.FILE));
        return "form";
    }

    private static Input filled(Input input, MultiValueMap<String, String> values, Visit visit, boolean fresh) {
        String value = values.getFirst(input.name());
        if (value != null) {
            return input.with(value);
        }
        return switch (input.value()) {
            case "today" -> input.with(visit.today().toString());
            case "last-month-end" ->
                input.with(visit.today().withDayOfMonth(1).minusDays(1).toString());
            default -> fresh || input.kind() != Input.Kind.FLAG ? input : input.with("false");
        };
    }
}
