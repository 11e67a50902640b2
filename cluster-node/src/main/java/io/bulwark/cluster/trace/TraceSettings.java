package io.bulwark.cluster.trace;

import com.typesafe.config.Config;
import io.bulwark.protocol.Member;
import java.net.URI;
import java.util.Optional;

/**
 * Whether jobs are traced.
 *
 * @param endpoint where spans are sent, as OTLP in Protobuf over HTTP; empty if they are not
 */
public record TraceSettings(Optional<URI> endpoint) {
    private static final String KEY = "bulwark.traces.endpoint";
    private static final String PATH = "/v1/traces";

    /**
     * Those under {@code bulwark.traces}.
     *
     * @throws IllegalArgumentException if there is neither "off" nor an address
     */
    public static TraceSettings of(Config all) {
        String text = all.getString(KEY);
        return new TraceSettings(text.equals("off") ? Optional.empty() : Optional.of(address(text)));
    }

    private static URI address(String text) {
        try {
            URI given = URI.create(text);
            boolean http = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
            if (http && given.getHost() != null) {
                return given.getPath().length() > 1 ? given : given.resolve(PATH);
            }
        } catch (IllegalArgumentException e) {
            throw unknown(text, e);
        }
        throw unknown(text, null);
    }

    private static IllegalArgumentException unknown(String text, IllegalArgumentException cause) {
        return new IllegalArgumentException(
                "endpoint: expected off, or an address such as http://127.0.0.1:4318, got \"" + text + '"', cause);
    }

    /** Begins to send, if that is wanted; nothing of OpenTelemetry is touched if not. */
    public Optional<Traces> traces(Member self) {
        return endpoint.map(at -> OtlpTraces.to(at, self));
    }
}
