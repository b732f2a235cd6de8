package org.periodclose.web;

import org.periodclose.core.fault.FaultCode;
import org.periodclose.core.fault.Outcome;
import org.periodclose.core.fault.Refused;
import org.periodclose.view.FaultViews;
import org.periodclose.view.MarkupPage;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** What a user has started here: how far it is, what came of it, and where one goes from there. */
@Controller
final class WorkPages {
    private final Works works;

    WorkPages(Works works) {
        this.works = works;
    }

    @GetMapping("/work")
    String all(Visit visit, Model model) {
        model.addAttribute("title", visit.words().of("work"));
        model.addAttribute("works", works.of(visit.user()));
        return "works";
    }

    @GetMapping("/work/{id}")
    String one(@PathVariable String id, Visit visit, Model model) {
        Work work = find(id, visit);
        Words words = visit.words();
        model.addAttribute("title", work.title());
        model.addAttribute("work", work);
        model.addAttribute("live", !work.isEnded());
        model.addAttribute("permille", work.lines() == 0 ? 0 : Math.min(1000, work.done() * 1000 / work.lines()));
        Result result = work.result();
        if (result != null) {
            model.addAttribute("company", result.company());
            model.addAttribute("content", MarkupPage.of(result.view(), Answer.reader(words, result.company(), null)));
            model.addAttribute("next", result.next());
            model.addAttribute("once", Works.once());
            model.addAttribute("again", Again.fields(work.again()));
        }
        model.addAttribute(
                "remedies",
                Remedies.of(
                        result == null ? work.faults() : result.faults(), Again.field(work.again(), "company"), words));
        if (!work.faults().isEmpty()) {
            model.addAttribute(
                    "refusal", MarkupPage.of(FaultViews.refused(work.faults()), Answer.reader(words, null, null)));
        }
        return "work";
    }

    /** Lets it stop at its next checkpoint; the run can be continued later. */
    @PostMapping("/work/{id}/stop")
    String stop(@PathVariable String id, Visit visit) {
        find(id, visit).stop(Outcome.TERMINATED);
        return "redirect:/work/" + id;
    }

    private Work find(String id, Visit visit) {
        return works.find(id, visit.user())
                .orElseThrow(() -> new Refused(
                        FaultCode.WRONG_USAGE,
                        "there is no such work of yours here any more",
                        "look at the list of runs: what was posted is there"));
    }
}
