package io.bulwark.cluster.wire;

import com.typesafe.config.ConfigFactory;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;

/** Test kits whose systems have remoting and serializers as nodes have them, at a free port. */
public final class RemotingKit {
    private RemotingKit() {}

    public static ActorTestKit start(String name) {
        return ActorTestKit.create(
                name,
                ConfigFactory.parseString("pekko.remote.artery.canonical { hostname = 127.0.0.1, port = 0 }")
                        .withFallback(ConfigFactory.parseResources("bulwark-pekko.conf"))
                        .withFallback(ConfigFactory.load()));
    }
}
