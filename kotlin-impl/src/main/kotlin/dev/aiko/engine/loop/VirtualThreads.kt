package dev.aiko.engine.loop

import java.lang.invoke.MethodHandles
import java.lang.invoke.MethodType.methodType

/** `Thread.ofVirtual()` by method handle: we are compiled for JDK 17, which does not have it. */
internal object VirtualThreads {
    private val factory: ((Runnable) -> Thread)? by lazy(::find)

    /** Makes unstarted virtual threads that inherit no thread-locals; null before JDK 21. */
    fun factory(): ((Runnable) -> Thread)? = factory

    private fun find(): ((Runnable) -> Thread)? {
        // On 19 and 20 the API exists, but only with preview features on.
        if (Runtime.version().feature() < 21) return null
        val lookup = MethodHandles.publicLookup()
        val builder = Class.forName("java.lang.Thread\$Builder")
        val virtualBuilder = Class.forName("java.lang.Thread\$Builder\$OfVirtual")
        val ofVirtual = lookup.findStatic(
            Thread::class.java,
            "ofVirtual",
            methodType(virtualBuilder)
        )
        val inherit =
            lookup.findVirtual(
                builder,
                "inheritInheritableThreadLocals",
                methodType(builder, Boolean::class.javaPrimitiveType)
            )
        val unstarted =
            lookup.findVirtual(
                builder,
                "unstarted",
                methodType(Thread::class.java, Runnable::class.java)
            )
        val make =
            unstarted.bindTo(inherit.invokeWithArguments(ofVirtual.invokeWithArguments(), false))
        val maker = make.asType(methodType(Thread::class.java, Runnable::class.java))
        return { code -> maker.invokeExact(code) as Thread }
    }
}
