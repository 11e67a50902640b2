package io.bulwark.cluster.artifact;

import io.bulwark.protocol.ArtifactId;
import java.net.URI;

/**
 * Where a node's artifacts are, if they are in S3.
 *
 * @param endpoint such as https://s3.eu-central-1.amazonaws.com
 * @param pathStyle whether the bucket is named in the path, and not in the host
 * @param prefix before each artifact's name; nodes that share a bucket need different ones
 */
public record S3Settings(URI endpoint, String region, String bucket, boolean pathStyle, String prefix) {
    URI object(ArtifactId id) {
        return URI.create(base() + "/" + prefix + id);
    }

    URI list(String query) {
        return URI.create(base() + "/?" + query);
    }

    private String base() {
        String port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
        return pathStyle
                ? endpoint.getScheme() + "://" + endpoint.getHost() + port + "/" + bucket
                : endpoint.getScheme() + "://" + bucket + "." + endpoint.getHost() + port;
    }
}
