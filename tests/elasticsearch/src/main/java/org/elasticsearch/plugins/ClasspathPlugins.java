package org.elasticsearch.plugins;

import java.util.List;
import java.util.Map;
import org.elasticsearch.Version;
import org.elasticsearch.env.Environment;
import org.elasticsearch.jdk.ModuleQualifiedExportsService;

/**
 * Plugins whose classes are on the class path, where a distribution has folders of jars.
 *
 * <p>Stands in Elastic's package because {@link LoadedPlugin} is visible only here.
 */
public final class ClasspathPlugins extends PluginsService {
    private final List<LoadedPlugin> loaded;

    public ClasspathPlugins(Environment environment, Plugin... plugins) {
        super(environment.settings(), environment.configFile(), null, null);
        loaded = List.of(plugins).stream().map(ClasspathPlugins::describe).toList();
    }

    private static LoadedPlugin describe(Plugin plugin) {
        Class<?> type = plugin.getClass();
        String version = Version.CURRENT.toString();
        String java = System.getProperty("java.specification.version");
        return new LoadedPlugin(
            new PluginDescriptor(
                type.getName(), "on the class path", version, version, java, type.getName(),
                null, List.of(), false, false, false, false),
            plugin);
    }

    @Override
    protected List<LoadedPlugin> plugins() {
        return loaded;
    }

    /** Opens packages of the server's Java module to the plugins' modules; on the class path there are no modules. */
    @Override
    protected void addServerExportsService(Map<String, List<ModuleQualifiedExportsService>> services) {}
}
