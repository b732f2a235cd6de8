package org.periodclose.web;

import java.util.Arrays;
import java.util.List;
import org.periodclose.desk.SignIn;
import org.periodclose.desk.UserRole;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Who is signed in, as Spring Security keeps it: a name and a role, no password. */
final class SignedIn {
    private static final String ROLE = "ROLE_";

    private SignedIn() {}

    static AbstractAuthenticationToken of(SignIn.Account account) {
        return UsernamePasswordAuthenticationToken.authenticated(account.name(), null, authorities(account.role()));
    }

    static List<GrantedAuthority> authorities(UserRole role) {
        return List.of(new SimpleGrantedAuthority(ROLE + role.name()));
    }

    static String name(Authentication signedIn) {
        return signedIn.getName();
    }

    static UserRole role(Authentication signedIn) {
        return Arrays.stream(UserRole.values())
                .filter(role -> signedIn.getAuthorities().stream()
                        .anyMatch(granted -> (ROLE + role.name()).equals(granted.getAuthority())))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a user without a role is signed in"));
    }
}
