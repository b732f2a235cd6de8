package org.periodclose.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.multipart.MultipartFile;

/** What a form asks for, as a short word: equal fields and files give the same, others another one. */
final class FormHash {
    private static final int DIGITS = 32;

    private FormHash() {}

    /** @param fields the token of the session is none of them */
    static String of(String action, MultiValueMap<String, String> fields, Map<String, MultipartFile> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
            write(out, action);
            for (Map.Entry<String, List<String>> field : new TreeMap<>(fields).entrySet()) {
                if (!field.getKey().equals("_csrf")) {
                    write(out, field.getKey());
                    for (String value : field.getValue()) {
                        write(out, "=" + value);
                    }
                }
            }
            for (Map.Entry<String, MultipartFile> file : new TreeMap<>(files).entrySet()) {
                write(out, file.getKey());
                write(out, String.valueOf(file.getValue().getOriginalFilename()));
                try (InputStream content = file.getValue().getInputStream()) {
                    content.transferTo(out);
                }
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
        out.write(bytes);
    }
}
