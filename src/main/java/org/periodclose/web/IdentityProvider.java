package org.periodclose.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.periodclose.core.fault.FaultCode;
import org.periodclose.desk.ConsoleUsers;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** Sign-in by an identity provider: it says who somebody is, the database says what that user may do. The user may have no password there. */
final class IdentityProvider implements OAuth2UserService<OidcUserRequest, OidcUser> {
    private final OAuth2UserService<OidcUserRequest, OidcUser> service;
    private final ConsoleUsers users;
    private final String claim;

    /** @param claim whose value is the name of the database user */
    IdentityProvider(ConsoleUsers users, String claim) {
        this(new OidcUserService(), users, claim);
    }

    IdentityProvider(OAuth2UserService<OidcUserRequest, OidcUser> service, ConsoleUsers users, String claim) {
        this.service = service;
        this.users = users;
        this.claim = claim;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcUser user = Objects.requireNonNull(service.loadUser(request));
        Map<String, Object> claims = user.getClaims();
        Object name = claims.get(claim);
        if (!(name instanceof String known) || known.isBlank()) {
            throw refused("the identity provider sends no claim " + claim);
        }
        List<GrantedAuthority> authorities = new ArrayList<>(SignedIn.authorities(
                users.role(known).orElseThrow(() -> refused("user " + known + " has no role in the console"))));
        return new DefaultOidcUser(authorities, user.getIdToken(), user.getUserInfo(), claim);
    }

    private static OAuth2AuthenticationException refused(String why) {
        return new OAuth2AuthenticationException(new OAuth2Error(FaultCode.NO_ROLE.name(), why, null));
    }
}
