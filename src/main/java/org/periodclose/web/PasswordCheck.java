package org.periodclose.web;

import java.time.Duration;
import org.periodclose.core.fault.Refused;
import org.periodclose.desk.ConsoleUsers;
import org.periodclose.desk.SignIn;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Lets the database check a password. */
final class PasswordCheck implements AuthenticationProvider {
    private static final int LONGEST = 1_000;

    private final ConsoleUsers users;
    private final Throttle throttle;

    PasswordCheck(ConsoleUsers users, Throttle throttle) {
        this.users = users;
        this.throttle = throttle;
    }

    @Override
    public Authentication authenticate(Authentication asked) throws AuthenticationException {
        String name = asked.getName();
        String password = String.valueOf(asked.getCredentials());
        String address = asked.getDetails() instanceof WebAuthenticationDetails web ? web.getRemoteAddress() : "";
        String ofName = "name " + name;
        String ofAddress = "address " + address;
        Duration wait = throttle.wait(ofName, ofAddress);
        if (!wait.isZero()) {
            throw new LockedException("wait " + (wait.toSeconds() + 1) + " s");
        }
        if (name.length() > LONGEST || password.length() > LONGEST) {
            throw new BadCredentialsException("too long");
        }
        try {
            SignIn.Account account = users.account(name, password);
            throttle.succeeded(ofName);
            return SignedIn.of(account);
        } catch (Refused refused) {
            throttle.failed(ofName, ofAddress);
            throw new BadCredentialsException(refused.first().toString(), refused);
        } catch (RuntimeException unreachable) {
            throw new AuthenticationServiceException("the database cannot be asked", unreachable);
        }
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
