package io.bulwark.cluster.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.util.ByteString;

/**
 * Files that are part of the program: the API's description, and the page under {@code page/} of the class path. A browser is told to load and run nothing
 * but these.
 */
final class PageRoutes {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+");
    private static final String CSP = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
            + " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none';"
            + " frame-ancestors 'none'";
    private static final Map<String, ContentType> TYPES = Map.of(
            "html", ContentTypes.TEXT_HTML_UTF8,
            "css", MediaTypes.TEXT_CSS.toContentType(HttpCharsets.UTF_8),
            "js", MediaTypes.APPLICATION_JAVASCRIPT.toContentType(HttpCharsets.UTF_8),
            "json", ContentTypes.APPLICATION_JSON,
            "svg", MediaTypes.IMAGE_SVG_XML.toContentType(),
            "png", MediaTypes.IMAGE_PNG.toContentType(),
            "ico", MediaTypes.IMAGE_X_ICON.toContentType(),
            "woff2", MediaTypes.FONT_WOFF_2.toContentType(),
            "txt", ContentTypes.TEXT_PLAIN_UTF8);

    List<Route> routes() {
        return List.of(
                Route.get("/openapi.json", Route.Access.OPEN, call -> file("/openapi.json")),
                Route.get("/", Route.Access.OPEN, call -> file("/page/index.html")),
                Route.get("/page/{file}", Route.Access.OPEN, this::part));
    }

    private CompletionStage<HttpResponse> part(Call call) {
        String name = call.path().get("file");
        if (!NAME.matcher(name).matches()) {
            throw new ProblemException(ProblemType.UNKNOWN_PATH, "the page has no such part");
        }
        return file("/page/" + name);
    }

    private static CompletionStage<HttpResponse> file(String name) {
        ContentType type = Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                .orElse(ContentTypes.APPLICATION_OCTET_STREAM);
        try (InputStream in = PageRoutes.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new ProblemException(ProblemType.UNKNOWN_PATH, "the page has no such part");
            }
            return CompletableFuture.completedFuture(
                    Answers.bytes(200, type, ByteString.fromArrayUnsafe(in.readAllBytes()))
                            .addHeader(Answers.header("Content-Security-Policy", CSP))
                            .addHeader(Answers.header("Cross-Origin-Opener-Policy", "same-origin"))
                            .addHeader(Answers.header("Cache-Control", "no-cache")));
        } catch (IOException e) {
            throw new UncheckedIOException("a file of the class path cannot be read", e);
        }
    }
}
