package dev.aiko.walls;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files made up for testing the walls themselves. */
final class Sample {

    private Sample() {}

    /** An abstract class whose only knowledge of the other is deep in its code. */
    static ClassReader of(String name, String other) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(
                Opcodes.V17, Opcodes.ACC_ABSTRACT, name, null, "java/lang/Object", new String[0]);
        MethodVisitor body =
                writer.visitMethod(Opcodes.ACC_STATIC, "f", "(Ljava/lang/Object;)Z", null, null);
        body.visitCode();
        body.visitVarInsn(Opcodes.ALOAD, 0);
        body.visitTypeInsn(Opcodes.INSTANCEOF, other);
        body.visitInsn(Opcodes.IRETURN);
        body.visitMaxs(1, 1);
        body.visitEnd();
        writer.visitEnd();
        return new ClassReader(writer.toByteArray());
    }
}
