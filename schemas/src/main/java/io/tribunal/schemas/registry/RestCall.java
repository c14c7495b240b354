package io.tribunal.schemas.registry;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One request of the registry's API, independent of the address.
 *
 * @param path with its leading slash and its query
 * @param json body to POST; without one the call is a GET
 */
record RestCall(String path, Optional<String> json) {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";

    static RestCall get(String path) {
        return new RestCall(path, Optional.empty());
    }

    static RestCall post(String path, String json) {
        return new RestCall(path, Optional.of(json));
    }

    static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    HttpRequest.Builder to(URI base) {
        String plain = base.getScheme() + "://" + authority(base) + base.getRawPath() + path;
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(plain)).header("Accept", MEDIA_TYPE + ", application/json");
        json.ifPresent(body -> request.header("Content-Type", MEDIA_TYPE).POST(BodyPublishers.ofString(body)));
        return request;
    }

    private static String authority(URI base) {
        String host = base.getHost();
        return base.getPort() < 0 ? host : host + ":" + base.getPort();
    }
}
