package org.periodclose.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.periodclose.desk.ConsoleUsers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The first page with the companies, and the way in. */
@Controller
final class HomePages {
    private final ConsoleUsers users;
    private final List<ClientRegistration> providers = new ArrayList<>();

    HomePages(ConsoleUsers users, ObjectProvider<ClientRegistrationRepository> providers) {
        this.users = users;
        if (providers.getIfAvailable() instanceof Iterable<?> all) {
            all.forEach(provider -> this.providers.add((ClientRegistration) provider));
        }
    }

    @GetMapping("/")
    String home(Visit visit, Model model) {
        List<String> companies = visit.desk().companies();
        if (companies.size() == 1) {
            return "redirect:" + Addresses.company(companies.get(0));
        }
        model.addAttribute("title", visit.words().of("companies"));
        model.addAttribute(
                "companies",
                companies.stream()
                        .map(company -> new Shown.Way(company, Addresses.company(company), false))
                        .toList());
        return "home";
    }

    @GetMapping(SecurityConfiguration.SIGN_IN)
    String signIn(@RequestParam(required = false) @Nullable String back, HttpServletRequest request, Model model) {
        model.addAttribute("back", back);
        String why = List.of("wrong", "no-role", "wait", "away", "expired", "out").stream()
                .filter(reason -> request.getParameter(reason) != null)
                .findFirst()
                .orElse(null);
        model.addAttribute("why", why);
        model.addAttribute("nobody", users.list().stream().noneMatch(user -> user.role() != null));
        model.addAttribute(
                "providers",
                providers.stream()
                        .map(provider -> new Shown.Way(
                                provider.getClientName(),
                                "/oauth2/authorization/" + provider.getRegistrationId(),
                                false))
                        .toList());
        return "sign-in";
    }
}
