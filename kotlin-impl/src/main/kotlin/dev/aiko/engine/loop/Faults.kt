package dev.aiko.engine.loop

/** Errors after which a program should stop: the JVM itself is in trouble. */
internal fun isFatal(failure: Throwable): Boolean =
    failure is VirtualMachineError && failure !is StackOverflowError

/** The text of something of the user's, whose `toString` may itself be broken. */
internal fun textOf(any: Any?): String =
    try {
        any.toString()
    } catch (broken: Throwable) {
        if (isFatal(broken)) throw broken
        "${any?.javaClass?.name} (toString failed: ${broken.javaClass.simpleName})"
    }
