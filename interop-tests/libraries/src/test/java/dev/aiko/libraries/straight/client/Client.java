package dev.aiko.libraries.straight.client;

import dev.aiko.coroutines.Suspend;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import kotlin.coroutines.Continuation;

/** Makes a client of an interface with suspend functions, as Retrofit does, in Java. */
public final class Client {

    private Client() {}

    /** Every call is a request, its name and first argument, to futures code. */
    public static <T> T of(Class<T> api, Function<String, ? extends CompletionStage<?>> server) {
        return proxy(api, (request, k) -> Suspend.answer(k, server.apply(request)));
    }

    /** The same with straight-line code. */
    public static <T> T straight(Class<T> api, Function<String, ?> server) {
        return proxy(
                api,
                (request, k) -> {
                    Callable<Object> body = () -> server.apply(request);
                    return Suspend.answer(k, body);
                });
    }

    private interface Answer {
        Object to(String request, Continuation<Object> k);
    }

    private static <T> T proxy(Class<T> api, Answer answer) {
        InvocationHandler handler =
                (proxy, method, arguments) -> {
                    @SuppressWarnings("unchecked") // what a suspend function has as its last one
                    var k = (Continuation<Object>) arguments[arguments.length - 1];
                    return answer.to(method.getName() + " " + arguments[0], k);
                };
        return api.cast(
                Proxy.newProxyInstance(api.getClassLoader(), new Class<?>[] {api}, handler));
    }
}
