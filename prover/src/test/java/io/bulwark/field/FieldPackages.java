package io.bulwark.field;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;

/**
 * Copies of all packages of the project, one for each choice of kernels, in one JVM. The width of a register is a constant of a class, since C2 needs one; a class
 * loader of its own gives every width its own constant.
 */
public final class FieldPackages {
    static final List<String> CHOICES = List.of("scalar", "128", "256", "512");

    private FieldPackages() {}

    /** All public methods without parameters and result of {@code checks}, for every choice. */
    public static Stream<DynamicNode> everyWidth(Class<?> checks) {
        return CHOICES.stream().map(choice -> DynamicContainer.dynamicContainer(choice, tests(choice, checks)));
    }

    private static Stream<DynamicTest> tests(String choice, Class<?> checks) {
        Object instance = load(choice, checks);
        return Arrays.stream(instance.getClass().getDeclaredMethods())
                .filter(m -> java.lang.reflect.Modifier.isPublic(m.getModifiers()) && m.getReturnType() == void.class)
                .sorted(Comparator.comparing(Method::getName))
                .map(m -> DynamicTest.dynamicTest(m.getName(), () -> {
                    try {
                        m.invoke(instance);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** An instance of the class of that name in a copy of the package with these kernels. */
    static Object load(String choice, Class<?> checks) {
        String before = System.getProperty(KernelChoice.PROPERTY);
        System.setProperty(KernelChoice.PROPERTY, choice);
        try {
            ClassLoader copy = new Copy(checks.getClassLoader());
            Class.forName(KernelChoice.class.getName(), true, copy);
            return copy.loadClass(checks.getName()).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no copy of the package with kernels " + choice, e);
        } finally {
            if (before == null) {
                System.clearProperty(KernelChoice.PROPERTY);
            } else {
                System.setProperty(KernelChoice.PROPERTY, before);
            }
        }
    }

    /** Defines the classes of the project itself and leaves all others to its parent. */
    private static final class Copy extends ClassLoader {
        Copy(ClassLoader parent) {
            super(parent);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("io.bulwark.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
