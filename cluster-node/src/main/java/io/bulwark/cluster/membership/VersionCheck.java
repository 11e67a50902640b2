package io.bulwark.cluster.membership;

import com.typesafe.config.Config;
import io.bulwark.proof.SecurityParameters;
import java.util.List;
import java.util.Map;
import org.apache.pekko.cluster.ConfigValidation;
import org.apache.pekko.cluster.Invalid;
import org.apache.pekko.cluster.JoinConfigCompatChecker;
import org.apache.pekko.cluster.Valid$;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Nodes of another version of the messages or of the proof system do not join: Pekko shows the members' settings to whoever wants to join and the other way
 * round, and asks this on both sides. It keeps honest mistakes out, not liars, whose messages are refused one by one.
 */
public final class VersionCheck extends JoinConfigCompatChecker {
    private static final Logger LOG = LoggerFactory.getLogger(VersionCheck.class);
    /** The version of the messages between nodes; it grows when an older node could not read what a newer one sends. */
    private static final int MESSAGES = 4;

    private static final String MESSAGES_KEY = "bulwark.version.messages";
    private static final String PROOFS_KEY = "bulwark.version.proofs";

    /** What a node's configuration must have for this check. */
    public static Map<String, Object> settings() {
        return Map.of(
                MESSAGES_KEY,
                MESSAGES,
                PROOFS_KEY,
                SecurityParameters.PROTOCOL_VERSION,
                "pekko.cluster.configuration-compatibility-check.checkers.bulwark",
                VersionCheck.class.getName());
    }

    @Override
    public Seq<String> requiredKeys() {
        return seq(MESSAGES_KEY, PROOFS_KEY);
    }

    @Override
    public ConfigValidation check(Config theirs, Config ours) {
        String other = words(theirs);
        String own = words(ours);
        if (other.equals(own)) {
            return Valid$.MODULE$;
        }
        String line = "another version of Bulwark: the other has " + other + ", this node " + own;
        LOG.warn("no joining with {}", line);
        return new Invalid(seq(line));
    }

    private static String words(Config config) {
        return "messages " + value(config, MESSAGES_KEY) + " and proof system " + value(config, PROOFS_KEY);
    }

    private static String value(Config config, String key) {
        return config.hasPath(key) ? config.getValue(key).unwrapped().toString() : "unknown";
    }

    private static Seq<String> seq(String... texts) {
        return CollectionConverters.asScala(List.of(texts)).toSeq();
    }
}
