package io.bulwark.cluster.artifact;

import io.bulwark.protocol.ArtifactId;
import io.bulwark.protocol.MalformedMessageException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * A bucket of an S3 service, whose objects are artifacts, by REST. Calls block, are made again after a failure that may pass, and throw
 * {@link ArtifactException}.
 */
final class S3Bucket {
    private static final String NOTHING = S3Signature.digest("");
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int PARTIAL_CONTENT = 206;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_FAULT = 500;
    private static final int ATTEMPTS = 4;
    private static final Duration CONNECT_AT_MOST = Duration.ofSeconds(10);
    private static final Duration ANSWER_AT_MOST = Duration.ofMinutes(5);
    private static final int CAUSE = 300;

    private final S3Settings settings;
    private final S3Signature signature;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT_AT_MOST).build();

    /** One page of a listing, and where the next one begins. */
    private record Page(List<ArtifactStore.Entry> entries, Optional<String> next) {}

    S3Bucket(S3Settings settings, S3Signature signature) {
        this.settings = settings;
        this.signature = signature;
    }

    /** Makes the file an object; it is there whole or not at all. The service checks the digest, which is the artifact's name. */
    void put(ArtifactId id, Path file) {
        HttpResponse<InputStream> response =
                send("PUT", settings.object(id), id.toString(), () -> BodyPublishers.ofFile(file));
        expect(response, "keeping artifact " + id, OK);
    }

    /** The object's length; empty if there is none. */
    Optional<Long> size(ArtifactId id) {
        HttpResponse<InputStream> response = send("HEAD", settings.object(id), NOTHING, BodyPublishers::noBody);
        if (response.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        expect(response, "asking for artifact " + id, OK);
        return Optional.of(response.headers().firstValueAsLong("content-length").orElse(0));
    }

    /** The object's bytes from an offset on, to be closed; empty if there is no such object. */
    Optional<InputStream> read(ArtifactId id, long offset) {
        HttpResponse<InputStream> response = send(
                "GET", settings.object(id), NOTHING, BodyPublishers::noBody, Map.of("range", "bytes=" + offset + "-"));
        if (response.statusCode() == NOT_FOUND) {
            return Optional.empty();
        }
        expect(response, "reading artifact " + id, offset == 0 ? OK : PARTIAL_CONTENT, PARTIAL_CONTENT);
        return Optional.of(response.body());
    }

    void delete(ArtifactId id) {
        HttpResponse<InputStream> response = send("DELETE", settings.object(id), NOTHING, BodyPublishers::noBody);
        expect(response, "removing artifact " + id, NO_CONTENT, OK, NOT_FOUND);
    }

    /** All objects that are named like artifacts. */
    List<ArtifactStore.Entry> entries() {
        List<ArtifactStore.Entry> entries = new ArrayList<>();
        Optional<String> next = Optional.of("");
        while (next.isPresent()) {
            Page page = page(next.get());
            entries.addAll(page.entries());
            next = page.next();
        }
        return entries;
    }

    private Page page(String from) {
        String query = (from.isEmpty() ? "" : "continuation-token=" + encode(from) + "&") + "list-type=2&prefix="
                + encode(settings.prefix());
        HttpResponse<InputStream> response = send("GET", settings.list(query), NOTHING, BodyPublishers::noBody);
        try (InputStream body = response.body()) {
            if (response.statusCode() != OK) {
                throw failed("listing the artifacts", response.statusCode(), body);
            }
            DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
            // The service is not trusted with more than a list.
            xml.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return page(xml.newDocumentBuilder().parse(body));
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new ArtifactException("the list of " + settings.bucket() + " cannot be read: " + e.getMessage());
        }
    }

    private Page page(Document document) {
        List<ArtifactStore.Entry> entries = new ArrayList<>();
        var contents = document.getElementsByTagName("Contents");
        for (int i = 0; i < contents.getLength(); i++) {
            Element object = (Element) contents.item(i);
            String key = text(object, "Key").orElse("");
            try {
                entries.add(new ArtifactStore.Entry(
                        ArtifactId.parse(key.substring(
                                Math.min(key.length(), settings.prefix().length()))),
                        Long.parseLong(text(object, "Size").orElse("0")),
                        Instant.parse(text(object, "LastModified").orElse("")).toEpochMilli()));
            } catch (MalformedMessageException e) {
                // Something else that lies in the bucket.
            }
        }
        return new Page(entries, text(document.getDocumentElement(), "NextContinuationToken"));
    }

    private static Optional<String> text(Element parent, String name) {
        var found = parent.getElementsByTagName(name);
        return found.getLength() == 0
                ? Optional.empty()
                : Optional.of(found.item(0).getTextContent());
    }

    /** Makes a body anew for each attempt. */
    private interface Body {
        HttpRequest.BodyPublisher make() throws IOException;
    }

    private HttpResponse<InputStream> send(String method, URI uri, String digest, Body body) {
        return send(method, uri, digest, body, Map.of());
    }

    private HttpResponse<InputStream> send(
            String method, URI uri, String digest, Body body, Map<String, String> headers) {
        IOException last = new IOException("no attempt was made");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(uri).timeout(ANSWER_AT_MOST).method(method, body.make());
                signature.headers(method, uri, headers, digest, Instant.now()).forEach(request::header);
                HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
                if (response.statusCode() < SERVER_FAULT) {
                    return response;
                }
                response.body().close();
                last = new IOException("the service answers " + response.statusCode());
                Thread.sleep(100L << attempt);
            } catch (IOException e) {
                last = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ArtifactException("interrupted while speaking to " + settings.endpoint());
            }
        }
        throw new ArtifactException(settings.endpoint() + " cannot be used", last);
    }

    private void expect(HttpResponse<InputStream> response, String act, int... codes) {
        for (int code : codes) {
            if (response.statusCode() == code) {
                return;
            }
        }
        try (InputStream body = response.body()) {
            throw failed(act, response.statusCode(), body);
        } catch (IOException e) {
            throw new ArtifactException(act + " failed", e);
        }
    }

    private ArtifactException failed(String act, int code, InputStream body) throws IOException {
        String words = new String(body.readNBytes(CAUSE), StandardCharsets.UTF_8);
        return new ArtifactException(
                act + " in bucket " + settings.bucket() + " failed: the service answers " + code + " " + words);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
