package dev.aiko.walls;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public surface of a module as sorted text, one line for each thing a user can name.
 *
 * <p>Written by hand on reflection and not with {@code toGenericString}, whose words changed from
 * one Java version to the next; the text has to be the same on all of them. Synthetic members stay
 * in: they are what a Kotlin function hidden from Java looks like.
 */
final class Surface {

    private static final int SHOWN =
            Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL | Modifier.PROTECTED;

    private Surface() {}

    static String of(List<Class<?>> types) {
        return types.stream()
                .sorted(Comparator.comparing(Class::getName))
                .map(Surface::describe)
                .collect(Collectors.joining("\n"));
    }

    /** Public, or protected where a subclass of the user can see it. */
    static boolean isOpen(Class<?> type) {
        return isOpen(type.getModifiers());
    }

    private static boolean isOpen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String describe(Class<?> type) {
        List<String> members = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (isOpen(field.getModifiers())) {
                members.add(describe(field));
            }
        }
        for (Constructor<?> made : type.getDeclaredConstructors()) {
            if (isOpen(made.getModifiers())) {
                members.add(words(made) + variables(made.getTypeParameters()) + "new" + in(made));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isOpen(method.getModifiers()) && !method.isBridge()) {
                members.add(describe(method));
            }
        }
        return header(type)
                + " {\n"
                + members.stream()
                        .sorted()
                        .map(line -> "    " + line + "\n")
                        .collect(Collectors.joining())
                + "}\n";
    }

    private static String header(Class<?> type) {
        String kind =
                type.isAnnotation()
                        ? "annotation"
                        : type.isInterface()
                                ? "interface"
                                : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        int modifiers =
                type.isInterface() ? type.getModifiers() & ~Modifier.ABSTRACT : type.getModifiers();
        String head =
                words(modifiers, type.isSynthetic())
                        + (type.isSealed() ? "sealed " : "")
                        + kind
                        + " "
                        + type.getName()
                        + variables(type.getTypeParameters()).trim();
        Type parent = type.getGenericSuperclass();
        if (parent != null && parent != Object.class) {
            head += " extends " + parent.getTypeName();
        }
        Type[] interfaces = type.getGenericInterfaces();
        return interfaces.length == 0 ? head : head + " : " + list(interfaces);
    }

    private static String describe(Field field) {
        return words(field.getModifiers(), field.isSynthetic())
                + field.getGenericType().getTypeName()
                + " "
                + field.getName();
    }

    private static String describe(Method method) {
        return words(method)
                + (method.isDefault() ? "default " : "")
                + variables(method.getTypeParameters())
                + method.getGenericReturnType().getTypeName()
                + " "
                + method.getName()
                + in(method);
    }

    private static String in(Executable member) {
        Type[] thrown = member.getGenericExceptionTypes();
        return "("
                + list(member.getGenericParameterTypes())
                + ")"
                + (member.isVarArgs() ? " varargs" : "")
                + (thrown.length == 0 ? "" : " throws " + list(thrown));
    }

    private static String words(Executable member) {
        return words(member.getModifiers(), member.isSynthetic());
    }

    private static String words(int modifiers, boolean synthetic) {
        String words = Modifier.toString(modifiers & SHOWN);
        return (words.isEmpty() ? "" : words + " ") + (synthetic ? "synthetic " : "");
    }

    private static String variables(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(Surface::bounded)
                        .collect(Collectors.joining(", ", "<", "> "));
    }

    private static String bounded(TypeVariable<?> variable) {
        String bounds =
                Stream.of(variable.getBounds())
                        .filter(bound -> bound != Object.class)
                        .map(Type::getTypeName)
                        .collect(Collectors.joining(" & "));
        return bounds.isEmpty() ? variable.getName() : variable.getName() + " extends " + bounds;
    }

    private static String list(Type[] types) {
        return Arrays.stream(types).map(Type::getTypeName).collect(Collectors.joining(", "));
    }
}
