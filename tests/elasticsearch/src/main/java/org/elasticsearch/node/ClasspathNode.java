package org.elasticsearch.node;

import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.plugins.ClasspathPlugins;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.plugins.PluginsService;

/**
 * A node made of nothing but the class path, instead of an unpacked distribution.
 *
 * <p>Stands in Elastic's package because {@link NodeConstruction} and {@link NodeServiceProvider} are visible only here.
 */
public final class ClasspathNode extends Node {
    public ClasspathNode(Environment environment, Plugin... plugins) {
        super(NodeConstruction.prepareConstruction(environment, providerOf(plugins), true));
    }

    private static NodeServiceProvider providerOf(Plugin... plugins) {
        return new NodeServiceProvider() {
            @Override
            PluginsService newPluginService(Environment environment, Settings settings) {
                return new ClasspathPlugins(environment, plugins);
            }
        };
    }
}
