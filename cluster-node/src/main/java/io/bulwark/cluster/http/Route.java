package io.bulwark.cluster.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/**
 * One line of the API's table.
 *
 * @param method GET, POST or DELETE; GET answers HEAD, too
 * @param path as OpenAPI writes it: "/v1/jobs/{job}"
 * @param access who may ask
 */
record Route(String method, String path, Access access, Handler handler) {
    /** Who may ask. */
    enum Access {
        /** Anybody. */
        OPEN,
        /** Who has a key. */
        KEY,
        /** Who has an operator's key. */
        OPERATOR
    }

    /** Answers a request. */
    @FunctionalInterface
    interface Handler {
        CompletionStage<HttpResponse> handle(Call call);
    }

    static Route get(String path, Access access, Handler handler) {
        return new Route("GET", path, access, handler);
    }

    static Route post(String path, Access access, Handler handler) {
        return new Route("POST", path, access, handler);
    }

    static Route delete(String path, Access access, Handler handler) {
        return new Route("DELETE", path, access, handler);
    }

    /** What stands for the path's names, if it is of this form. */
    Optional<Map<String, String>> match(List<String> segments) {
        List<String> own = segments(path);
        if (own.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < own.size(); i++) {
            String part = own.get(i);
            if (part.startsWith("{")) {
                names.put(part.substring(1, part.length() - 1), segments.get(i));
            } else if (!part.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }

    /** The parts of a path between slashes; none of "/". */
    static List<String> segments(String path) {
        return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
    }
}
