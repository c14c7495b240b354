package io.tribunal.bridge.http;

import io.tribunal.worker.Bridge;
import io.tribunal.worker.BridgeFactory;
import io.tribunal.worker.ExecutorConfig;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;

/** Creates the variant {@code http}. */
public final class HttpBridgeFactory implements BridgeFactory {
    @Override
    public String variant() {
        return "http";
    }

    @Override
    public void define(ConfigDef definition) {
        HttpConfig.define(definition);
    }

    @Override
    public Bridge create(ExecutorConfig config) {
        return new Bridge(new HttpService(HttpConfig.of(config.shared().own()), config.deployment()), Optional.empty());
    }
}
