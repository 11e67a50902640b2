package io.bulwark.cluster.membership;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.bulwark.cluster.health.Health;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.setup.Setup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.remote.artery.tcp.SSLEngineProviderSetup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node among others: with which certificate it appears, whom it lets in, and whom it knows. */
public final class Presence {
    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    private static final Duration BEFORE_KNOCKING = Duration.ofSeconds(4);
    private static final Duration BETWEEN_KNOCKS = Duration.ofSeconds(15);
    private static final String PART = "membership";

    private final Credentials credentials;
    private final Health health;
    private final Refusals refusals = new Refusals();
    private final TlsDoor door;
    private final LiveRegistry registry;

    public Presence(Credentials credentials, Health health) {
        this.credentials = credentials;
        this.health = health;
        door = new TlsDoor(credentials, refusals);
        registry = new LiveRegistry(credentials);
        health.unready(PART, "this node is no member of the cluster yet");
        if (!credentials.secure()) {
            LOG.warn(
                    "INSECURE, loopback only: this node has no certificate; it speaks plain TCP and believes what other"
                            + " processes of this machine say they are");
        }
    }

    public Registry registry() {
        return registry;
    }

    /** What Pekko is to be told. */
    public Config pekko() {
        Map<String, Object> settings = new HashMap<>(VersionCheck.settings());
        settings.put("pekko.remote.artery.transport", credentials.secure() ? "tls-tcp" : "tcp");
        settings.put(
                "pekko.cluster.multi-data-center.self-data-center",
                credentials.member().region().name());
        return ConfigFactory.parseMap(settings);
    }

    /** Makes Pekko's remoting speak TLS with the certificate and the list in force. */
    public Setup setup() {
        return SSLEngineProviderSetup.create(system -> door);
    }

    /**
     * The actor that introduces this node to the others, to be spawned as {@link Membership#NAME} below the guardian, where it may wait for the disk.
     *
     * @param patience how long a member may go without a right introduction
     * @param expelled called when the list of operators admits this node no longer
     */
    public Behavior<Membership.Command> behavior(Duration patience, Runnable expelled) {
        return Membership.create(credentials, registry, refusals, patience, expelled);
    }

    /** Watches the node join; when that takes long, the log says why the others do not let it in. */
    public void join(ActorSystem<?> system, List<String> through) {
        Thread.ofVirtual().name("join").start(() -> {
            try {
                Knock knock = credentials.secure() ? new Knock(door.context(), true) : new Knock(door.probe(), false);
                Duration wait = BEFORE_KNOCKING;
                while (!isUp(system, wait)) {
                    for (String place : through) {
                        int colon = place.lastIndexOf(':');
                        knock.at(place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)))
                                .ifPresent(why -> {
                                    refusals.say("not a member yet: " + why);
                                    health.unready(PART, why);
                                });
                    }
                    wait = BETWEEN_KNOCKS;
                }
                health.ready(PART);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /** Whether the node is a member, within that time, or has ended. */
    private static boolean isUp(ActorSystem<?> system, Duration within) throws InterruptedException {
        long until = System.nanoTime() + within.toNanos();
        while (System.nanoTime() < until) {
            if (system.getWhenTerminated().toCompletableFuture().isDone()
                    || Cluster.get(system).selfMember().status().equals(MemberStatus.up())) {
                return true;
            }
            Thread.sleep(100);
        }
        return false;
    }
}
